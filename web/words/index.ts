export { formatAge, formatDateTime, formatDay, formatNumber, formatSeconds, formatTime } from './format.ts'
export { type Language, chooseLanguage, startWords, useWords } from './words.ts'
