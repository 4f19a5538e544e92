/** Whether a row stands on `day`: its first day is part of it, `valid_to` is the first day after it. */
export function standsOn(row: { readonly valid_from: string; readonly valid_to: string | null }, day: string): boolean {
  return row.valid_from <= day && (row.valid_to === null || row.valid_to > day)
}
