import type { AccessReview } from '#model'
import { ProblemError, api } from '#web/live'
import { useSession } from '#web/session'
import { Button } from '#web/ui'
import { formatDateTime, formatDay, useWords } from '#web/words'
import { useState } from 'react'

/** Grants, the one due first first; on a phone each is a card. */
export function ReviewTable({ reviews, onChanged }: { reviews: readonly AccessReview[]; onChanged: () => void }) {
  const { t } = useWords()
  return (
    <table className="reviews">
      <thead>
        <tr>
          <th>{t('review.person')}</th>
          <th>{t('review.role')}</th>
          <th>{t('review.place')}</th>
          <th>{t('review.last')}</th>
          <th>{t('review.due')}</th>
          <th>{t('review.verbs')}</th>
        </tr>
      </thead>
      <tbody>
        {reviews.map((review) => (
          <Row key={review.id} review={review} onChanged={onChanged} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ review, onChanged }: { review: AccessReview; onChanged: () => void }) {
  const { t } = useWords()
  const { grant, person } = review
  const place = [grant.agency, grant.service, grant.unit].filter((part) => part !== null).join(' · ')
  return (
    <tr>
      <td>
        <b>{person.name}</b> <span className="quiet">{person.login}</span>
      </td>
      <td data-label={t('review.role')}>{t(`role.${grant.role}`)}</td>
      <td data-label={t('review.place')}>{place === '' ? t('person.province') : place}</td>
      <td data-label={t('review.last')}>
        {review.last_seen === null ? t('review.never') : formatDateTime(review.last_seen)}
      </td>
      <td data-label={t('review.due')} className={review.overdue ? 'sev-high' : ''}>
        {formatDay(review.due_at)}
        {review.overdue && ` · ${t('review.overdue')}`}
      </td>
      <td>
        <Verbs review={review} onChanged={onChanged} />
      </td>
    </tr>
  )
}

/** Revoking asks once more in its own place: it takes a person's work away. */
function Verbs({ review, onChanged }: { review: AccessReview; onChanged: () => void }) {
  const { t } = useWords()
  const me = useSession().session?.person?.id
  const [sure, setSure] = useState(false)
  const [error, setError] = useState<string>()
  const act = async (verb: 'confirm' | 'revoke'): Promise<void> => {
    try {
      await api.post(`/api/v1/access-reviews/${review.id}/${verb}`)
      onChanged()
    } catch (problem) {
      setError(problem instanceof ProblemError ? (problem.detail ?? problem.message) : t('state.failed'))
    }
  }
  if (review.person.id === me) return <span className="quiet">{t('review.own')}</span>
  return (
    <span className="account-verbs">
      <Button small onClick={() => void act('confirm')}>
        {t('review.confirm')}
      </Button>
      <Button small onClick={() => (sure ? void act('revoke') : setSure(true))}>
        {t(sure ? 'review.revoke-sure' : 'review.revoke')}
      </Button>
      {error !== undefined && (
        <span role="alert" className="sev-critical">
          {error}
        </span>
      )}
    </span>
  )
}
