export { EnvironmentPage } from './environment-page.tsx'
