export type { Caller, Ctx, Contexts, Shared } from './context.ts'
export { openContext } from './open-context.ts'
