import { z } from 'zod'
import { Instant } from './page.ts'
import { Severity } from './severity.ts'

export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const
export const AlertState = z.enum(ALERT_STATES).meta({ id: 'AlertState' })
export type AlertState = z.infer<typeof AlertState>

/** What the rule measured when it raised or refreshed the alert. */
export const AlertEvidence = z
  .object({
    property: z.string().nullable(),
    value: z.number().nullable(),
    threshold: z.number().nullable(),
    at: Instant,
    text: z.object({ vi: z.string(), en: z.string() }),
  })
  .meta({ id: 'AlertEvidence' })
export type AlertEvidence = z.infer<typeof AlertEvidence>

/** At most one alert is not resolved per (rule, subject): it is refreshed, not repeated. */
export const Alert = z
  .object({
    id: z.string(),
    rule: z.string(),
    title: z.object({ vi: z.string(), en: z.string() }),
    subject: z.string(),
    subject_name: z.string(),
    service: z.string(),
    agency: z.string().nullable(),
    unit: z.string().nullable(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    severity: Severity,
    state: AlertState,
    raised_at: Instant,
    refreshed_at: Instant,
    times: z.number().int().meta({ description: 'How often the rule fired on it' }),
    owner: z.string().nullable(),
    owner_name: z.string().nullable(),
    acknowledged_at: Instant.nullable(),
    resolved_at: Instant.nullable(),
    resolved_by: z.enum(['rule', 'person']).nullable(),
    first: AlertEvidence,
    last: AlertEvidence,
    incident: z.string().nullable().meta({ description: 'Id of the incident that it is of' }),
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof Alert>

/** One line of an alert's history; nothing in it is ever edited. */
export const AlertChange = z
  .object({
    id: z.string(),
    at: Instant,
    act: z.enum(['raised', 'refreshed', 'acknowledged', 'resolved']),
    by: z.string().nullable(),
    by_name: z.string().nullable(),
    note: z.string().nullable(),
    evidence: AlertEvidence.nullable(),
  })
  .meta({ id: 'AlertChange' })
export type AlertChange = z.infer<typeof AlertChange>
