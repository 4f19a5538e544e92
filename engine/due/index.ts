export { type DuePoll, pollDue } from './poll.ts'
export { setDue } from './store.ts'
