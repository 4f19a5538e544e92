/**
 * What a page keeps in `?bang-chung=` while a proof is open: `asset,epoch ms` of the derived value, so that the link opens
 * the same proof again. The page owns its address; the panel takes props only.
 */
export function proofAddress(asset: string, at: number): string {
  return `${asset},${at}`
}

export function readProofAddress(text: string | undefined): { asset: string; at: number } | undefined {
  if (text === undefined) return undefined
  // An asset's id may hold commas; the time may not.
  const cut = text.lastIndexOf(',')
  const at = Number(text.slice(cut + 1))
  return cut > 0 && text.length > cut + 1 && Number.isSafeInteger(at) ? { asset: text.slice(0, cut), at } : undefined
}
