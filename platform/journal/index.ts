export { type Journal, type JournalEntry, type Note, openJournal } from './journal.ts'
export { type Consumer, consume } from './consume.ts'
