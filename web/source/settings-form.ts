/** A field of a connector's settings, as its JSON schema draws it. */
export interface SettingField {
  readonly name: string
  readonly label: string
  readonly hint: string | undefined
  readonly kind: 'text' | 'secret' | 'number' | 'yes-no' | 'choice' | 'lines' | 'json'
  readonly required: boolean
  readonly choices: readonly string[]
  readonly min: number | undefined
  readonly max: number | undefined
  /** What stands in the field when nothing is set yet. */
  readonly fallback: string
}

type Schema = Readonly<Record<string, unknown>>

/** The fields of a form, in the schema's order. What is neither text, number, choice nor list is written as JSON. */
export function fieldsOf(schema: Schema): SettingField[] {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const required = new Set((schema['required'] ?? []) as string[])
  return Object.entries(properties).map(([name, of]) => {
    const kind = kindOf(of)
    return {
      name,
      label: typeof of['title'] === 'string' ? of['title'] : name,
      hint: typeof of['description'] === 'string' ? of['description'] : undefined,
      kind,
      required: required.has(name) && of['default'] === undefined,
      choices: kind === 'choice' ? (of['enum'] as unknown[]).map(String) : [],
      min: numberOf(of['minimum']),
      max: numberOf(of['maximum']),
      fallback: textOf(of['default'], kind),
    }
  })
}

function kindOf(of: Schema): SettingField['kind'] {
  if (of['secret'] === true) return 'secret'
  if (Array.isArray(of['enum'])) return 'choice'
  if (of['type'] === 'string') return 'text'
  if (of['type'] === 'integer' || of['type'] === 'number') return 'number'
  if (of['type'] === 'boolean') return 'yes-no'
  return of['type'] === 'array' && (of['items'] as Schema | undefined)?.['type'] === 'string' ? 'lines' : 'json'
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined
}

/** A setting as it stands in its field. */
export function textOf(value: unknown, kind: SettingField['kind']): string {
  if (value === undefined || value === null || kind === 'secret') return ''
  if (kind === 'lines' && Array.isArray(value)) return value.join('\n')
  return typeof value === 'string' && kind !== 'json' ? value : JSON.stringify(value)
}

/** The settings that the fields say. What is left empty is left out: a secret then stays as it was. */
export function settingsFrom(
  fields: readonly SettingField[],
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const field of fields) {
    const text = texts[field.name] ?? ''
    const plain = field.kind === 'secret' ? text : text.trim()
    if (plain !== '') settings[field.name] = valueOf(field, plain)
  }
  return settings
}

/** A text that does not read as what the field wants goes along as it is: the centre names the field. */
function valueOf(field: SettingField, text: string): unknown {
  switch (field.kind) {
    case 'number': {
      const number = Number(text.replace(',', '.'))
      return Number.isNaN(number) ? text : number
    }
    case 'yes-no':
      return text === 'true'
    case 'lines':
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    case 'json':
      try {
        return JSON.parse(text) as unknown
      } catch {
        return text
      }
    case 'text':
    case 'secret':
    case 'choice':
      return text
  }
}
