import type { MachineToken, Page, Person } from '#model'
import type { Shared } from '#engine/context'
import type { Manager } from './manager.ts'
import { people } from './store.ts'
import { tokens } from './token-store.ts'

interface PageOf {
  readonly limit: number
  /** Id of the last row shown. */
  readonly cursor?: string | undefined
}

/** The people whom the manager manages, in order of login. */
export async function listPersons(
  shared: Pick<Shared, 'db'>,
  manager: Pick<Manager, 'scope'>,
  page: PageOf,
): Promise<Page<Person>> {
  return cut(await people(shared.db, manager.scope, page.cursor ?? null, page.limit + 1), page.limit)
}

/** The tokens which the manager manages, in order of name, revoked ones too; never their secrets. */
export async function listTokens(
  shared: Pick<Shared, 'db'>,
  manager: Pick<Manager, 'scope'>,
  page: PageOf,
): Promise<Page<MachineToken>> {
  return cut(await tokens(shared.db, manager.scope, page.cursor ?? null, page.limit + 1), page.limit)
}

function cut<Item extends { id: string }>(rows: readonly Item[], limit: number): Page<Item> {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
