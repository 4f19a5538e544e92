import { z } from 'zod'
import { Alert } from './alert.ts'
import { Event } from './event.ts'
import { Incident } from './incident.ts'
import { Source } from './source.ts'

/** What a screen may follow over `GET /api/v1/live?topics=`. */
export const LIVE_TOPICS = ['observation', 'alert', 'source', 'event', 'incident'] as const
export const LiveTopic = z.enum(LIVE_TOPICS).meta({ id: 'LiveTopic' })
export type LiveTopic = z.infer<typeof LiveTopic>

export const LiveObservation = z.object({
  topic: z.literal('observation'),
  asset: z.string(),
  property: z.string(),
  at: z.string(),
  value: z.number(),
  quality: z.string(),
  source: z.string(),
})
export type LiveObservation = z.infer<typeof LiveObservation>
export const LiveAlert = Alert.extend({ topic: z.literal('alert') })
export type LiveAlert = z.infer<typeof LiveAlert>
export const LiveSource = Source.extend({ topic: z.literal('source') })
export type LiveSource = z.infer<typeof LiveSource>
export const LiveEvent = Event.extend({ topic: z.literal('event') })
export type LiveEvent = z.infer<typeof LiveEvent>
export const LiveIncident = Incident.extend({ topic: z.literal('incident') })
export type LiveIncident = z.infer<typeof LiveIncident>

/**
 * The data of a live message. SSE event names: `snapshot` (data: {topic, items}), then unnamed `message`s (one change
 * each, with an id), `skipped` (data: {count}) for a slow reader, and `reset` when the past asked for is gone: a new
 * snapshot follows.
 */
export type LiveMessage = LiveObservation | LiveAlert | LiveSource | LiveEvent | LiveIncident
