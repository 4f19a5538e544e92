export {
  formatAge,
  formatDateTime,
  formatDay,
  formatMoment,
  formatNumber,
  formatSeconds,
  formatTime,
  formatWeekday,
} from './format.ts'
export type { WordKey } from './all.ts'
export { type Language, chooseLanguage, startWords, textOf, useWords } from './words.ts'
