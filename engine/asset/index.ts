export { confirmedAssets } from './confirmed.ts'
export { findAssets } from './find.ts'
export { learnAssets } from './learn.ts'

export { type AssetAnswer, putAssets } from './put.ts'
export { placedAssets, placedStamp } from './placed.ts'
export { relocateAssets } from './relocate.ts'
export { assetRoutes } from './routes.ts'
export type { LocatedAsset } from './store.ts'
