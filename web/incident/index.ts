export { IncidentLink } from './incident-link.tsx'
export { IncidentPage } from './incident-page.tsx'
