import {
  type Alert,
  type Asset,
  EVERYTHING,
  type Event,
  type Incident,
  type LiveObservation,
  type Source,
} from '#model'
import { ALERT_ENTRY } from '#engine/alert'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { EVENT_ENTRY, eventNews } from '#engine/event'
import { INCIDENT_ENTRY } from '#engine/incident'
import { observationNews } from '#engine/observation'
import type { JournalEntry } from '#platform/journal'
import type { Change } from './client.ts'

/** How long (ms) an asset's agency and place are taken as known. */
const KNOWN_MS = 30_000

/** Turns journal entries into changes for the screens. */
export function changeReader(ctx: Pick<Ctx, 'db' | 'clock'>) {
  let known = new Map<string, Asset>()
  let until = 0
  return async function changesOf(entries: readonly JournalEntry[]): Promise<Change[]> {
    const news = entries.map((entry) => ({ entry, observations: observationNews(entry) }))
    if (ctx.clock.now() >= until) {
      known = new Map()
      until = ctx.clock.now() + KNOWN_MS
    }
    const ids = new Set(news.flatMap(({ observations }) => observations.map((one) => one.asset)))
    const missing = [...ids].filter((id) => !known.has(id))
    for (const [id, asset] of await findAssets(ctx, missing, EVERYTHING)) known.set(id, asset)
    return news.flatMap(({ entry, observations }) => {
      if (entry.kind === ALERT_ENTRY && entry.payload !== null) return [alertChange(entry.payload as Alert, entry.seq)]
      if (entry.kind === INCIDENT_ENTRY && entry.payload !== null)
        return [incidentChange(entry.payload as Incident, entry.seq)]
      if (entry.kind === EVENT_ENTRY)
        return eventNews(entry).map((event, index) => eventChange(event, entry.seq, index))
      return observations.map((one, index): Change => {
        const { asset, property } = one
        const data: LiveObservation = {
          topic: 'observation',
          asset,
          property,
          at: new Date(one.at).toISOString(),
          value: one.value,
          quality: one.quality,
          source: entry.source ?? '',
        }
        return {
          topic: 'observation',
          key: `observation ${asset} ${property}`,
          scoped: [known.get(asset) ?? NOBODY],
          id: `${entry.seq}-${index}`,
          data: JSON.stringify(data),
        }
      })
    })
  }
}

/** An asset that is gone: for those who see everything. */
const NOBODY = { agency: null, service: null, unit: null }

function alertChange(alert: Alert, seq: number): Change {
  return {
    topic: 'alert',
    key: `alert ${alert.id}`,
    scoped: [alert],
    id: `${seq}-0`,
    data: JSON.stringify({ topic: 'alert', ...alert }),
  }
}

/** For whoever leads it and for whoever helps. */
function incidentChange(incident: Incident, seq: number): Change {
  const { agency, cooperating, service, unit } = incident
  return {
    topic: 'incident',
    key: `incident ${incident.id}`,
    scoped: [agency, ...cooperating].map((one) => ({ agency: one, service, unit })),
    id: `${seq}-0`,
    data: JSON.stringify({ topic: 'incident', ...incident }),
  }
}

function eventChange(event: Event, seq: number, index: number): Change {
  return {
    topic: 'event',
    key: `event ${event.key}`,
    scoped: [event],
    id: `${seq}-${index}`,
    data: JSON.stringify({ topic: 'event', ...event }),
  }
}

/** Sources whose look has changed; `before` is brought up to date. Ages count up by themselves in the browser. */
export function sourceChanges(sources: readonly Source[], before: Map<string, string>): Change[] {
  return sources.flatMap((source): Change[] => {
    const { lag: _, ...look } = source
    const text = JSON.stringify(look)
    if (before.get(source.id) === text) return []
    before.set(source.id, text)
    return [
      {
        topic: 'source',
        key: `source ${source.id}`,
        scoped: [{ agency: source.agency, service: source.service, unit: null }],
        id: null,
        data: JSON.stringify({ topic: 'source', ...source }),
      },
    ]
  })
}
