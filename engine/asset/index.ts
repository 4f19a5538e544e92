export { findAssets } from './find.ts'
export { learnAssets } from './learn.ts'

export { type AssetAnswer } from './put.ts'
export { assetRoutes } from './routes.ts'
