export { ensureDerivationSource, ensureSource } from './ensure.ts'
export { heard } from './store.ts'
export { listSources } from './list.ts'

export { quarantine } from './quarantine.ts'
export { type SourceRow } from './row.ts'
export { type Deliver, type SourceRunner, runSources } from './run.ts'
export { sourceRoutes } from './routes.ts'
export { staleFrom } from './state.ts'
