import { Problem } from '#model'

/** Words of an address, divided by commas, each of which must be one of a list; undefined when nothing is asked. */
export function queryChoices<Choice extends string>(
  text: string | undefined,
  from: readonly Choice[],
  field: string,
): Choice[] | undefined {
  if (text === undefined || text === '') return undefined
  const list = text.split(',')
  const wrong = list.find((one) => !from.includes(one as Choice))
  if (wrong !== undefined) throw new Problem('invalid', { pointer: `/${field}`, detail: `one of ${from.join(', ')}` })
  return list as Choice[]
}
