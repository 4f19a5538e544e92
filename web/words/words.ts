import type { Text } from '#model'
import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { WORDS, type WordKey } from './all.ts'
import { fillGaps } from './fill-gaps.ts'

export type Language = keyof Text

const KEPT = 'serepok-language'

/** Before the first page is drawn. Vietnamese unless the reader chose English before. */
export function startWords(): void {
  const language: Language = localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi'
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { vi: { translation: side('vi') }, en: { translation: side('en') } },
  })
  document.documentElement.lang = language
}

/** A word in both languages: what is searched is found in either. */
export function textOf(key: WordKey): Text {
  return WORDS[key]
}

function side(language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(WORDS).map(([key, text]) => [key, text[language]]))
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

/**
 * `t` looks a word of the house up; `say` picks a text that comes with the data or with a service's screen, its gaps
 * (`{{name}}`) filled.
 */
export function useWords(): {
  t: (key: WordKey, values?: Record<string, string | number>) => string
  say: (text: Text, values?: Record<string, string | number>) => string
  language: Language
} {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'en' ? 'en' : 'vi'
  return { t: (key, values) => t(key, values ?? {}), say: (text, values) => fillGaps(text[language], values), language }
}
