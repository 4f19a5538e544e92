export { useUnitName } from './use-unit-name.ts'
