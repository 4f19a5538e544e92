/** Whose proof is open: a derived value of an asset; `at` is the start of its period, epoch ms. */
export interface ProofOf {
  readonly asset: string
  readonly at: number
  readonly property: string
}

const USUAL = 'vn_aqi_h'

/**
 * What a page keeps in `?bang-chung=` while a proof is open: `asset,epoch ms`, and `,property` unless it is the hourly
 * VN_AQI, so that the link opens the same proof again. The page owns its address; the panel takes props only.
 */
export function proofAddress(asset: string, at: number, property: string = USUAL): string {
  return property === USUAL ? `${asset},${at}` : `${asset},${at},${property}`
}

export function readProofAddress(text: string | undefined): ProofOf | undefined {
  // An asset's id may hold commas; the time and the property may not.
  const [, asset, at, property = USUAL] = /^(.+?),(\d+)(?:,([a-z]\w*))?$/s.exec(text ?? '') ?? []
  return asset !== undefined && Number.isSafeInteger(Number(at)) ? { asset, at: Number(at), property } : undefined
}
