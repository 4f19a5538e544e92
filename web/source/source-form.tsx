import type { Service, Source, SourceInput } from '#model'
import { useAgencies } from '#web/agency'
import { ProblemError, api } from '#web/live'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Field } from './field.tsx'
import { type SettingField, settingsFrom, textOf } from './settings-form.ts'
import { type ConnectorForm, useConnectors, useServices } from './use-forms.ts'
import { putSource } from './use-quarantine.ts'

const PUSH = 'push'
type Values = Record<
  'id' | 'name' | 'service' | 'connector' | 'decoder' | 'agency' | 'every' | 'grace' | 'assets',
  string
>

/** Makes a source or changes it. The connector's own schema draws its settings; a secret is written, never shown. */
export function SourceForm({
  source,
  onDone,
}: {
  source: Source | undefined
  onDone: (made: string | undefined) => void
}) {
  const { t } = useWords()
  const { connectors, error } = useConnectors()
  const services = useServices()
  if (error) return <ErrorLine error={error} />
  if (!connectors || !services) return <LoadingLine />
  return (
    <Form
      source={source}
      onDone={onDone}
      connectors={connectors}
      services={services}
      title={t(source ? 'sources.form.change' : 'sources.form.add')}
    />
  )
}

interface FormProps {
  readonly source: Source | undefined
  readonly onDone: (made: string | undefined) => void
  readonly connectors: readonly ConnectorForm[]
  readonly services: readonly Service[]
  readonly title: string
}

function Form({ source, onDone, connectors, services, title }: FormProps) {
  const { t } = useWords()
  const [values, setValues] = useState<Values>(() => valuesOf(source))
  const [settings, setSettings] = useState<Record<string, string>>({})
  const connector = connectors.find((one) => one.id === values.connector)
  const service = services.find((one) => one.id === (values.service || services[0]?.id))
  const fields = connector?.fields ?? []
  const kept = source !== undefined && source.connector === connector?.id
  const textIn = (field: SettingField): string => {
    const stored = kept ? source.settings[field.name] : undefined
    return settings[field.name] ?? (stored === undefined ? field.fallback : textOf(stored, field.kind))
  }
  const send = useMutation({
    mutationFn: () => {
      const texts = Object.fromEntries(fields.map((field) => [field.name, textIn(field)]))
      return api.post<Source>('/api/v1/sources', bodyOf(values, service?.id ?? '', settingsFrom(fields, texts)))
    },
    onSuccess: (made) => {
      putSource(made)
      onDone(made.id)
    },
  })
  const problem = send.error instanceof ProblemError ? send.error : undefined
  const faultOf = (field: string): string | undefined =>
    problem?.pointer === `/${field}` ? (problem.detail ?? problem.message) : undefined
  const bound = (name: keyof Values) => ({
    value: values[name],
    onChange: (value: string) => setValues({ ...values, [name]: value }),
    fault: faultOf(name),
  })
  return (
    <form
      className="source-form source-form-grid source-form-page"
      noValidate
      aria-label={title}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        send.mutate()
      }}
    >
      <h2 className="source-title source-form-wide">{title}</h2>
      <Field
        {...bound('id')}
        label={t('sources.form.id')}
        hint={t('sources.form.id.hint')}
        disabled={source !== undefined}
        required
      />
      <Field {...bound('name')} label={t('sources.form.name')} />
      <AgencyField {...bound('agency')} />
      <WireFields bound={bound} connectors={connectors} services={services} service={service} />
      {fields.map((field) => (
        <SettingInput
          key={field.name}
          field={field}
          value={textIn(field)}
          kept={kept}
          onChange={(value) => setSettings({ ...settings, [field.name]: value })}
          fault={faultOf(`settings/${field.name}`)}
        />
      ))}
      <Field {...bound('every')} label={t('sources.form.every')} kind="number" hint={t('sources.form.usual')} />
      <Field {...bound('grace')} label={t('sources.form.grace')} kind="number" hint={t('sources.form.usual')} />
      <Field
        {...bound('assets')}
        label={t('sources.assets')}
        choices={(['known', 'learn'] as const).map((one) => ({ value: one, label: t(`sources.assets.${one}`) }))}
      />
      <div className="source-form-wide source-form-end">
        {send.error && <Refusal error={send.error} />}
        <span className="quarantine-verbs">
          <Button primary type="submit" disabled={send.isPending}>
            {t(source ? 'sources.form.save' : 'sources.form.make')}
          </Button>
          <Button onClick={() => onDone(undefined)}>{t('form.cancel')}</Button>
        </span>
      </div>
    </form>
  )
}

/** What the centre said no to: in words, and where. */
function Refusal({ error }: { error: Error }) {
  const { t } = useWords()
  const said =
    error instanceof ProblemError
      ? [error.message, error.pointer?.slice(1)].filter(Boolean).join(' · ')
      : t('state.unreachable')
  return (
    <p role="alert" className="sev-critical">
      {said}
    </p>
  )
}

type Bound = (name: keyof Values) => { value: string; onChange: (value: string) => void; fault: string | undefined }

/** Of which service it is, how it comes in and how it is understood. */
function WireFields({
  bound,
  connectors,
  services,
  service,
}: {
  bound: Bound
  connectors: readonly ConnectorForm[]
  services: readonly Service[]
  service: Service | undefined
}) {
  const { t, say } = useWords()
  return (
    <>
      <Field
        {...bound('service')}
        label={t('sources.form.service')}
        value={service?.id ?? ''}
        choices={services.map((one) => ({ value: one.id, label: say(one.name) }))}
      />
      <Field
        {...bound('connector')}
        label={t('sources.form.connector')}
        choices={[
          { value: PUSH, label: t('sources.connector.push') },
          ...connectors.map((one) => ({ value: one.id, label: say(one.name) })),
        ]}
      />
      {bound('connector').value !== PUSH && (
        <Field
          {...bound('decoder')}
          label={t('sources.form.decoder')}
          hint={t('sources.form.decoder.hint')}
          choices={[
            { value: '', label: t('sources.form.decoder.none') },
            ...(service?.decoders ?? []).map((one) => ({ value: one.id, label: say(one.name) })),
          ]}
        />
      )}
    </>
  )
}

function AgencyField({
  value,
  onChange,
  fault,
}: {
  value: string
  onChange: (value: string) => void
  fault: string | undefined
}) {
  const { t } = useWords()
  const agencies = useAgencies()
  const choices = [...(agencies?.values() ?? [])].map(({ code, name }) => ({ value: code, label: name }))
  return (
    <Field
      label={t('sources.form.agency')}
      value={value}
      onChange={onChange}
      fault={fault}
      choices={[{ value: '', label: t('sources.form.agency.own') }, ...choices]}
    />
  )
}

/** One setting. A secret's field is always empty: left so, the stored one stays. */
function SettingInput({
  field,
  value,
  kept,
  onChange,
  fault,
}: {
  field: SettingField
  value: string
  kept: boolean
  onChange: (value: string) => void
  fault: string | undefined
}) {
  const { t } = useWords()
  const choices =
    field.kind === 'yes-no'
      ? (['true', 'false'] as const).map((one) => ({ value: one, label: t(`sources.form.${one}`) }))
      : field.kind === 'choice'
        ? field.choices.map((one) => ({ value: one, label: one }))
        : undefined
  const secret = field.kind === 'secret'
  return (
    <Field
      label={field.label}
      value={value}
      onChange={onChange}
      fault={fault}
      hint={secret && kept ? t('sources.form.secret.kept') : field.hint}
      kind={secret ? 'password' : field.kind === 'number' ? 'number' : field.kind === 'lines' ? 'lines' : 'text'}
      choices={choices}
      required={field.required}
    />
  )
}

function valuesOf(source: Source | undefined): Values {
  return {
    id: source?.id ?? '',
    name: source?.name ?? '',
    service: source?.service ?? '',
    connector: source?.connector ?? PUSH,
    decoder: source?.decoder ?? '',
    agency: source?.agency ?? '',
    every: source ? String(source.every) : '',
    grace: source ? String(source.grace) : '',
    assets: source?.assets ?? 'known',
  }
}

/** What is left empty is left out: the centre then takes the service's rhythm and the sender's own agency. */
function bodyOf(values: Values, service: string, settings: Record<string, unknown>): Partial<SourceInput> {
  const number = (text: string): { value?: number } =>
    text.trim() === '' ? {} : { value: Number(text.replace(',', '.')) }
  const every = number(values.every).value
  const grace = number(values.grace).value
  return {
    id: values.id.trim(),
    service,
    connector: values.connector,
    decoder: values.connector === PUSH || values.decoder === '' ? null : values.decoder,
    settings,
    assets: values.assets as SourceInput['assets'],
    ...(values.name.trim() === '' ? {} : { name: values.name.trim() }),
    ...(values.agency === '' ? {} : { agency: values.agency }),
    ...(every === undefined ? {} : { every }),
    ...(grace === undefined ? {} : { grace }),
  }
}
