interface Row {
  readonly id: string
}

/**
 * What a reader sees while the list must not move: rows stay in their places and are brought up to date, those that are
 * gone altogether are gone, new ones wait. `order` is what was shown when the reader came, `known` everything there is:
 * a row that changed so that it no longer belongs among `items` keeps its place until the reader leaves. Pure.
 */
export function held<Item extends Row>(
  items: readonly Item[],
  order: readonly string[] | null,
  known: readonly Item[] = items,
): { shown: Item[]; waiting: number } {
  if (order === null) return { shown: [...items], waiting: 0 }
  const byId = new Map([...known, ...items].map((item) => [item.id, item]))
  const shown = order.flatMap((id) => byId.get(id) ?? [])
  const there = new Set(order)
  return { shown, waiting: items.filter((item) => !there.has(item.id)).length }
}
