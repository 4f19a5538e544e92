export { AccountPage } from './account-page.tsx'
export { AdministrationPage } from './administration-page.tsx'
