import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { useEffect, useRef, useState } from 'react'

/** Ten codes, this once; going on says that they were kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <>
      <h2 ref={head} tabIndex={-1}>
        {t('codes.title')}
      </h2>
      <p className="soft">{t('codes.hint')}</p>
      <ol className="entry-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className="entry-verbs">
        <Button
          onClick={() => {
            // Plain HTTP gives no clipboard: then they are copied by hand.
            void navigator.clipboard?.writeText(codes.join('\n')).then(() => setCopied(true))
          }}
        >
          {t(copied ? 'codes.copied' : 'codes.copy')}
        </Button>
        <Button onClick={() => print()}>{t('codes.print')}</Button>
      </p>
      <Button primary onClick={onKept} className="entry-go">
        {t('codes.kept')}
      </Button>
    </>
  )
}
