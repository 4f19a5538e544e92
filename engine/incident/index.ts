export { INCIDENT_ENTRY } from './change.ts'
export { listIncidents } from './list.ts'
export { incidentRoutes } from './routes.ts'
