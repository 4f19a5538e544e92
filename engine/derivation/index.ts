export { proveObservation } from './prove.ts'
export { type DerivationRunner, runDerivations } from './run.ts'
export { derivationRoutes } from './routes.ts'
