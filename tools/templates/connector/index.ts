export { templateConnector } from './template-connector.ts'
