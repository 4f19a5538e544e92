export { type LiveHub, openHub } from './hub.ts'
export { liveRoutes } from './routes.ts'
