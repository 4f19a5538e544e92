import { chooseLanguage, useWords } from '#web/words'

export function LanguageSwitch() {
  const { t, language } = useWords()
  const other = language === 'vi' ? 'en' : 'vi'
  return (
    <button type="button" className="facet" lang={other} onClick={() => chooseLanguage(other)}>
      {t('language.other')}
    </button>
  )
}
