import { useAgencyName } from '#web/agency'
import { useAccount, useSession, useSignOut } from '#web/session'
import { LanguageSwitch, chooseTheme, useTheme, useWidth } from '#web/ui'
import { formatDay, useWords } from '#web/words'
import { IconChevronDown, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'

const ID = 'person-menu'

/** Who is signed in, and what is theirs to choose. */
export function PersonMenu() {
  const { t } = useWords()
  const { session } = useSession()
  const [open, setOpen] = useState(false)
  const signOut = useSignOut()
  const due = useAccount().data?.password_due
  const agency = useAgencyName(session?.agency ?? null) ?? t('person.province')
  const phone = useWidth() === 'phone'
  const other = useTheme() === 'dark' ? 'light' : 'dark'
  return (
    <>
      <button type="button" className="person" popoverTarget={ID}>
        <IconUser size={20} stroke={1.75} aria-hidden="true" className="person-icon" />
        <span className="visually-hidden">{t('person.menu')}: </span>
        <span className="person-words">
          <span className="person-name ellipsis">{session?.person?.name}</span>
          {due ? (
            <span className="sev-medium ellipsis">{t('new-password.button')}</span>
          ) : (
            <span className="quiet ellipsis">{agency}</span>
          )}
        </span>
        <IconChevronDown size={14} stroke={1.75} aria-hidden="true" className="person-more" />
      </button>
      <div id={ID} popover="auto" className="person-menu" onToggle={(event) => setOpen(event.newState === 'open')}>
        {open && (
          <>
            <p>
              <b>{session?.person?.name}</b>
              <br />
              <span className="soft">{agency}</span>
            </p>
            <button type="button" onClick={() => chooseTheme(other)}>
              {t(`theme.${other}`)}
            </button>
            <button type="button" onClick={() => print()}>
              {t('print.button')}
            </button>
            {due && (
              <Link to="/tai-khoan" className="sev-medium">
                {t('account.password-notice', { time: formatDay(due) })}
              </Link>
            )}
            <Link to="/tai-khoan">{t('page.account')}</Link>
            {phone && <LanguageSwitch />}
            <button type="button" onClick={() => void signOut()}>
              {t('person.sign-out')}
            </button>
          </>
        )}
      </div>
    </>
  )
}
