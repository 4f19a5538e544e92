export { PublicPage } from './public-page.tsx'
export { StationPage } from './station-page.tsx'
