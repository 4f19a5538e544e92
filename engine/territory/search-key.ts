import { type Unit, fold } from '#model'

/**
 * What a search is compared with: the folded name, once more with the apostrophes closed up when it has any (`Cư M'gar`
 * is also typed `cu mgar`), and the code.
 */
export function searchKey(unit: Pick<Unit, 'name' | 'code'>): string {
  const name = fold(unit.name)
  const closed = fold(unit.name.replace(/['\u2018\u2019\u02bc]/g, ''))
  return [name, ...(closed === name ? [] : [closed]), fold(unit.code)].join(' ')
}
