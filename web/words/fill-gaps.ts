/** A text with its `{{gaps}}` filled; a gap without a value stays as it is. */
export function fillGaps(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap))
}
