/** What rules remember, by `stateKey`. */
export type States = Pick<Map<string, unknown>, 'get' | 'set'>

export function stateKey(rule: string, subject: string): string {
  return `${rule}\0${subject}`
}

export function partsOf(key: string): { rule: string; subject: string } {
  const [rule, subject] = key.split('\0') as [string, string]
  return { rule, subject }
}
