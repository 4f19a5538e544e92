import { z } from 'zod'
import { Code, Instant } from './page.ts'
import { Severity } from './severity.ts'

/** `merged`: it lives on in another one, and can be taken out of that again as it was. */
export const INCIDENT_STATES = ['new', 'assigned', 'working', 'closed', 'merged'] as const
export const IncidentState = z.enum(INCIDENT_STATES).meta({ id: 'IncidentState' })
export type IncidentState = z.infer<typeof IncidentState>

/** What shows that an incident is over: somebody's word, a document, or a photo. */
export const Evidence = z
  .object({
    kind: z.enum(['note', 'document', 'photo']),
    text: z.string().trim().min(1).max(2000).optional(),
    file: z.string().max(80).optional().meta({ description: 'Id of an attachment; required of documents and photos' }),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

const Title = z.string().trim().min(1).max(300)
const Lat = z.number().min(-90).max(90)
const Lon = z.number().min(-180).max(180)

/** An incident as somebody opens it; what is left out comes from the alert, if one is named. */
export const IncidentInput = z
  .object({
    alert: z.string().max(80).optional(),
    title: Title,
    severity: Severity,
    category: Code.optional(),
    agency: Code.optional().meta({ description: 'Who leads' }),
    service: Code.optional(),
    lat: Lat.optional(),
    lon: Lon.optional(),
  })
  .meta({ id: 'IncidentBody' })
export type IncidentInput = z.infer<typeof IncidentInput>

/** What may be said anew of an open incident; null takes it back. */
export const IncidentEdit = z
  .object({
    title: Title.optional(),
    severity: Severity.optional(),
    category: Code.nullable().optional(),
    lat: Lat.nullable().optional(),
    lon: Lon.nullable().optional(),
  })
  .meta({ id: 'IncidentEdit' })
export type IncidentEdit = z.infer<typeof IncidentEdit>

/** Everything that an incident is at a moment, without the names of people. */
export const IncidentStood = z.object({
  title: z.string(),
  severity: Severity,
  category: z.string().nullable(),
  state: IncidentState,
  /** The agency that leads, and those that help and therefore see it. */
  agency: z.string().nullable(),
  cooperating: z.array(z.string()),
  service: z.string().nullable(),
  unit: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  owner: z.string().nullable(),
  /** Of the alert that it was opened from. */
  rule: z.string().nullable(),
  subject: z.string().nullable(),
  subject_name: z.string().nullable(),
  alerts: z.array(z.string()),
  opened_by: z.string().nullable(),
  started_at: Instant.nullable(),
  closed_at: Instant.nullable(),
  closed_by: z.string().nullable(),
  /** Whether a document or a photo shows that it is over, or only somebody's word. */
  closing: z.enum(['proof', 'word']).nullable(),
  evidence: z.array(Evidence),
  reopened: z.number().int(),
  merged_into: z.string().nullable(),
  /** Incidents that live on in this one. */
  merged: z.array(z.string()),
})
export type IncidentStood = z.infer<typeof IncidentStood>

export const Incident = IncidentStood.extend({
  id: z.string(),
  number: z.number().int().meta({ description: 'Short, for people; unique in its context' }),
  opened_at: Instant,
  owner_name: z.string().nullable(),
  version: z
    .number()
    .int()
    .meta({ description: 'Grows with every change; a change that names an older one is refused' }),
}).meta({ id: 'Incident' })
export type Incident = z.infer<typeof Incident>

export const INCIDENT_ACTS = [
  'opened',
  'edited',
  'assigned',
  'cooperation',
  'started',
  'noted',
  'attached',
  'linked',
  'unlinked',
  'closed',
  'reopened',
  'merged',
  'unmerged',
  'absorbed',
  'released',
] as const
export type IncidentAct = (typeof INCIDENT_ACTS)[number]

/** One line of an incident's timeline: who changed what from what, when. */
export const IncidentChange = z
  .object({
    id: z.string(),
    at: Instant,
    act: z.enum(INCIDENT_ACTS),
    by: z.string().nullable(),
    by_name: z.string().nullable(),
    note: z.string().nullable(),
    changed: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  })
  .meta({ id: 'IncidentChange' })
export type IncidentChange = z.infer<typeof IncidentChange>

/** Somebody who may be given an incident. */
export const Assignee = z
  .object({ id: z.string(), name: z.string(), agency: z.string().nullable() })
  .meta({ id: 'Assignee' })
export type Assignee = z.infer<typeof Assignee>
