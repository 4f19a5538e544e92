export { confirmedAssets } from './confirmed.ts'
export { findAssets } from './find.ts'
export { learnAssets } from './learn.ts'

export { type AssetAnswer, putAssets } from './put.ts'
export { relocateAssets } from './relocate.ts'
export { assetRoutes } from './routes.ts'
