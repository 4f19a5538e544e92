import { type IngestAnswer, type ProblemBody, type Source } from '#model'
import { api } from '#web/live'
import { Button, ErrorLine } from '#web/ui'
import { useWords } from '#web/words'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Field } from './field.tsx'
import { useServices } from './use-forms.ts'

/** Registers an asset that messages name, or confirms one that the source has learned: name, type and place. */
export function AssetForm({
  source,
  asset,
  onDone,
}: {
  source: Source
  asset: { id: string; name: string; type: string | undefined }
  onDone: () => void
}) {
  const { t, say } = useWords()
  const client = useQueryClient()
  const types = useServices()?.find((one) => one.id === source.service)?.asset_types ?? []
  const [form, setForm] = useState({ name: asset.name, type: asset.type ?? '', lat: '', lon: '' })
  const [refused, setRefused] = useState<ProblemBody>()
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value })
  const send = useMutation({
    mutationFn: () =>
      api.post<Pick<IngestAnswer, 'accepted' | 'rejected'>>('/api/v1/assets', [
        {
          id: asset.id,
          name: form.name.trim(),
          type: form.type === '' ? types[0]?.id : form.type,
          service: source.service,
          lat: numberOf(form.lat),
          lon: numberOf(form.lon),
          ...(source.agency === null ? {} : { agency: source.agency }),
        },
      ]),
    onSuccess: async ({ rejected }) => {
      setRefused(rejected[0]?.problem)
      await client.invalidateQueries({ queryKey: ['learned'] })
      if (rejected.length === 0) onDone()
    },
  })
  const faultOf = (field: string): string | undefined =>
    refused?.pointer === `/0/${field}` ? (refused.detail ?? refused.title) : undefined
  return (
    <form
      className="source-form source-form-grid"
      noValidate
      aria-label={t('asset.form', { asset: asset.id })}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <h3 className="source-form-wide">{t('asset.form', { asset: asset.id })}</h3>
      <Field label={t('asset.name')} value={form.name} onChange={set('name')} fault={faultOf('name')} />
      <Field
        label={t('asset.type')}
        value={form.type === '' ? (types[0]?.id ?? '') : form.type}
        onChange={set('type')}
        fault={faultOf('type')}
        choices={types.map((type) => ({ value: type.id, label: say(type.name) }))}
      />
      <Field label={t('asset.lat')} hint="12,6667" value={form.lat} onChange={set('lat')} fault={faultOf('lat')} />
      <Field label={t('asset.lon')} hint="108,0500" value={form.lon} onChange={set('lon')} fault={faultOf('lon')} />
      {send.error && <ErrorLine error={send.error} />}
      {refused && !['name', 'type', 'lat', 'lon'].some(faultOf) && (
        <p role="alert" className="sev-critical">
          {refused.title}
        </p>
      )}
      <span className="quarantine-verbs source-form-wide">
        <Button type="submit" disabled={send.isPending}>
          {t('asset.save')}
        </Button>
        <Button onClick={onDone}>{t('form.cancel')}</Button>
      </span>
    </form>
  )
}

/** A decimal comma or point; what is no number goes along as nothing, and the centre names the field. */
function numberOf(text: string): number | null {
  const number = Number(text.trim().replace(',', '.'))
  return text.trim() === '' || Number.isNaN(number) ? null : number
}
