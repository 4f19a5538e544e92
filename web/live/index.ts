export { api, ProblemError } from './api.ts'
export { type FeedItem, type LatestValue, type LiveState } from './state.ts'
export { liveStore, useLive, useNow } from './use-live.ts'
