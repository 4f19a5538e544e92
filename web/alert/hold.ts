interface Row {
  readonly id: string
}

/**
 * What a reader sees while the list must not move: rows stay in their places and are brought up to date, those that went
 * are gone, new ones wait. `order` is what was shown when the reader came. Pure.
 */
export function held<Item extends Row>(
  items: readonly Item[],
  order: readonly string[] | null,
): { shown: Item[]; waiting: number } {
  if (order === null) return { shown: [...items], waiting: 0 }
  const byId = new Map(items.map((item) => [item.id, item]))
  const shown = order.flatMap((id) => byId.get(id) ?? [])
  return { shown, waiting: items.length - shown.length }
}
