import { type FeedItem, useLive } from '#web/live'
import { Empty, SeverityMark, SourceMark } from '#web/ui'
import { formatTime, useWords } from '#web/words'
import { useHeldList } from '#web/alert'

/** Diễn biến: what has happened to the open alerts and to the sources, newest first; it holds still under the reader. */
export function Feed() {
  const { t } = useWords()
  const { feed } = useLive()
  const list = useHeldList(feed.map((item) => ({ ...item, id: item.key })))
  return (
    <section className="feed" tabIndex={0} {...list.props} aria-label={t('feed.title')}>
      <div className="panel-head">
        <h2>{t('feed.title')}</h2>
        {list.waiting > 0 && (
          <button type="button" className="feed-new end" onClick={list.release}>
            {t('list.new', { count: list.waiting })}
          </button>
        )}
      </div>
      {feed.length === 0 && <Empty>{t('feed.empty')}</Empty>}
      <ol>
        {list.shown.map((item) => (
          <li key={item.key}>
            <span className="quiet">{formatTime(item.at)}</span>
            <Line item={item} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Line({ item }: { item: FeedItem }) {
  const { t, say } = useWords()
  if (item.source) {
    return (
      <>
        <SourceMark state={item.source.state} />
        <span>{t('feed.source', { name: item.source.name, state: t(`source.${item.source.state}`) })}</span>
      </>
    )
  }
  const alert = item.alert
  if (!alert || item.kind === 'source') return null
  const values = { title: say(alert.title), place: alert.subject_name, who: alert.owner_name ?? '' }
  return (
    <>
      <SeverityMark
        severity={alert.severity}
        held={item.kind !== 'raised'}
        size={14}
        label={t(`severity.${alert.severity}`)}
      />
      <span>{t(`feed.${item.kind}`, values)}</span>
    </>
  )
}
