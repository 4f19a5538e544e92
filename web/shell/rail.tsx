import { useLive } from '#web/live'
import { useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import { usePages } from './pages.ts'

/** The pages: a rail at the left of a desk, a bar at the bottom of a phone. */
export function Rail() {
  const { t } = useWords()
  const { alerts } = useLive()
  const pages = usePages()
  const unowned = [...alerts.values()].filter((alert) => alert.state === 'open').length
  return (
    <nav className="rail" aria-label={t('nav.main')}>
      {pages.map(({ path, short, icon: Icon }) => (
        <Link key={path} to={path} className="rail-item" activeOptions={{ exact: path === '/' }}>
          <span className="rail-icon">
            <Icon size={20} stroke={1.6} aria-hidden="true" />
            {path === '/canh-bao' && unowned > 0 && <span className="rail-count">{unowned}</span>}
          </span>
          {t(short)}
        </Link>
      ))}
    </nav>
  )
}
