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
export { type Language, chooseLanguage, startWords, useWords } from './words.ts'
