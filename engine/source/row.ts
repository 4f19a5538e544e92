import type { Source } from '#model'
import { sourceState } from './state.ts'

/** A source as it is stored; times are epoch ms. `secrets` is sealed and leaves this room only into a connector. */
export interface SourceRow {
  readonly id: string
  readonly name: string
  readonly service: string
  readonly connector: string
  readonly decoder: string | null
  readonly agency: string | null
  readonly settings: Record<string, unknown>
  readonly secrets: Buffer | null
  /** Seconds. */
  readonly every: number
  readonly grace: number
  readonly assets: 'known' | 'learn'
  readonly paused: boolean
  readonly last_seen: number | null
  readonly received: number
  readonly quarantined: number
  readonly error: string | null
  readonly failures: number
  readonly retry_at: number | null
  /** Rows of the last hour. */
  readonly rate: number
}

/** The source as readers see it: with its state at `now`, without its secrets. */
export function sourceOf(row: SourceRow, now: number): Source {
  return {
    id: row.id,
    name: row.name,
    service: row.service,
    connector: row.connector,
    decoder: row.decoder,
    agency: row.agency,
    settings: row.settings,
    every: row.every,
    grace: row.grace,
    assets: row.assets,
    state: sourceState(row, now),
    paused: row.paused,
    last_seen: row.last_seen === null ? null : new Date(row.last_seen).toISOString(),
    lag: row.last_seen === null ? null : Math.max(0, Math.round((now - row.last_seen) / 1000)),
    rate: row.rate,
    received: row.received,
    quarantined: row.quarantined,
    error: row.error,
    retry_at: row.retry_at === null ? null : new Date(row.retry_at).toISOString(),
  }
}
