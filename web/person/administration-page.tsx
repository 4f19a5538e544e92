import type { AccessReview, Page } from '#model'
import { api } from '#web/live'
import { useMay } from '#web/session'
import { Empty, ErrorLine, FacetBar, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import './person.css'
import { ReviewTable } from './review-table.tsx'

/** Quản trị: who may what, confirmed or revoked one grant at a time. */
export function AdministrationPage() {
  const { t } = useWords()
  const client = useQueryClient()
  const may = useMay('access.review')
  const [only, setOnly] = useState<'all' | 'overdue'>('all')
  const reviews = useQuery({
    queryKey: ['access-reviews'],
    queryFn: () => api.get<Page<AccessReview>>('/api/v1/access-reviews?limit=10000'),
    enabled: may,
  })
  if (!may) return <Empty>{t('review.refused')}</Empty>
  const all = reviews.data?.items ?? []
  const shown = only === 'all' ? all : all.filter((one) => one.overdue)
  return (
    <div className="administration">
      <FacetBar
        label={t('review.title')}
        groups={[
          [
            { id: 'all', label: t('review.all'), count: all.length },
            { id: 'overdue', label: t('review.overdue'), count: all.filter((one) => one.overdue).length },
          ],
        ]}
        chosen={new Set([only])}
        onChoose={(id) => setOnly(id === 'overdue' ? 'overdue' : 'all')}
      />
      <section className="administration-list" aria-label={t('review.title')}>
        <p className="soft">{t('review.hint')}</p>
        {reviews.error && <ErrorLine error={reviews.error} onRetry={() => void reviews.refetch()} />}
        {reviews.isLoading && <LoadingLine />}
        {reviews.data && shown.length === 0 && <Empty>{t('review.none')}</Empty>}
        {shown.length > 0 && (
          <ReviewTable
            reviews={shown}
            onChanged={() => void client.invalidateQueries({ queryKey: ['access-reviews'] })}
          />
        )}
      </section>
    </div>
  )
}
