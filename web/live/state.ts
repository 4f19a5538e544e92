import type { Alert, Incident, LatestObservation, LiveMessage, LiveTopic, Source } from '#model'

/** The newest value of a property of an asset, of whichever source. Times are epoch ms. */
export interface LatestValue {
  readonly asset: string
  readonly property: string
  readonly at: number
  readonly value: number
  readonly quality: string
  readonly source: string
  /** From this moment the present is unknown. */
  readonly staleFrom: number
}

/** One line of the live feed, newest first. */
export interface FeedItem {
  readonly key: string
  readonly at: number
  readonly kind: 'raised' | 'acknowledged' | 'resolved' | 'source'
  readonly alert?: Alert
  readonly source?: Source
}

export interface LiveState {
  /** Since when (epoch ms) the connection is as it is. */
  readonly connection: { readonly status: 'connecting' | 'live' | 'lost'; readonly since: number }
  /** By `asset property`. */
  readonly observations: ReadonlyMap<string, LatestValue>
  readonly alerts: ReadonlyMap<string, Alert>
  readonly sources: ReadonlyMap<string, Source>
  /** Those that are not over; and those that have ended while the page was open. */
  readonly incidents: ReadonlyMap<string, Incident>
  readonly feed: readonly FeedItem[]
  /** Topics whose first picture has arrived. */
  readonly known: ReadonlySet<LiveTopic>
}

export const NOTHING: LiveState = {
  connection: { status: 'connecting', since: 0 },
  observations: new Map(),
  alerts: new Map(),
  sources: new Map(),
  incidents: new Map(),
  feed: [],
  known: new Set(),
}

export type LiveEvent =
  | { readonly kind: 'status'; readonly status: LiveState['connection']['status']; readonly at: number }
  | { readonly kind: 'snapshot'; readonly topic: LiveTopic; readonly items: readonly unknown[] }
  | { readonly kind: 'changes'; readonly messages: readonly LiveMessage[]; readonly at: number }
  /** Nothing that was known is for this reader. */
  | { readonly kind: 'fresh' }

const MOST_FEED = 60
/** A series that nobody has described yet speaks for the present so long: the environment's every + grace. */
const USUAL_LIFE = 3 * 3_600_000

/** What the screen knows after an event. Pure. */
export function reduce(state: LiveState, event: LiveEvent): LiveState {
  if (event.kind === 'fresh') return { ...NOTHING, connection: state.connection }
  if (event.kind === 'status') {
    if (event.status === state.connection.status) return state
    return { ...state, connection: { status: event.status, since: event.at } }
  }
  return event.kind === 'snapshot'
    ? takeSnapshot(state, event)
    : event.messages.reduce((now, one) => takeChange(now, one, event.at), state)
}

function takeSnapshot(state: LiveState, { topic, items }: { topic: LiveTopic; items: readonly unknown[] }): LiveState {
  const known = new Set([...state.known, topic])
  if (topic === 'alert') {
    const list = items as Alert[]
    const alerts = new Map(list.map((one) => [one.id, one]))
    return { ...state, known, alerts, feed: mergeFeed(state.feed, list.flatMap(storyOf)) }
  }
  if (topic === 'source') return { ...state, known, sources: new Map((items as Source[]).map((one) => [one.id, one])) }
  if (topic === 'incident') {
    return { ...state, known, incidents: new Map((items as Incident[]).map((one) => [one.id, one])) }
  }
  if (topic === 'event') return { ...state, known }
  const observations = new Map<string, LatestValue>()
  for (const item of items as LatestObservation[]) {
    const { asset, property, value, quality, source } = item
    const at = Date.parse(item.at)
    const before = observations.get(`${asset} ${property}`)
    if (before && before.at > at) continue
    const staleFrom = Date.parse(item.stale_from)
    observations.set(`${asset} ${property}`, { asset, property, at, value, quality, source, staleFrom })
  }
  return { ...state, known, observations }
}

/** What an open alert has lived through, for the feed of a page that has just been opened. */
function storyOf(alert: Alert): FeedItem[] {
  const raised: FeedItem = { key: `${alert.id} raised`, at: Date.parse(alert.raised_at), kind: 'raised', alert }
  if (alert.acknowledged_at === null) return [raised]
  const at = Date.parse(alert.acknowledged_at)
  return [{ key: `${alert.id} acknowledged`, at, kind: 'acknowledged', alert }, raised]
}

/** What is already told stays as it was told. */
function mergeFeed(told: readonly FeedItem[], more: readonly FeedItem[]): readonly FeedItem[] {
  const keys = new Set(told.map((item) => item.key))
  const fresh = more.filter((item) => !keys.has(item.key))
  return [...told, ...fresh].sort((a, b) => b.at - a.at).slice(0, MOST_FEED)
}

function takeChange(state: LiveState, message: LiveMessage, now: number): LiveState {
  if (message.topic === 'event') return state
  if (message.topic === 'incident') {
    const { topic: _, ...incident } = message
    const before = state.incidents.get(incident.id)
    // What a verb has answered may be newer than what the stream says of it.
    if (before && before.version > incident.version) return state
    return { ...state, incidents: new Map(state.incidents).set(incident.id, incident) }
  }
  if (message.topic === 'observation') {
    const { asset, property, value, quality, source } = message
    const key = `${asset} ${property}`
    const at = Date.parse(message.at)
    const before = state.observations.get(key)
    // Late news, and what claims to come from the future, are not the newest.
    if ((before && before.at > at) || quality === 'future') return state
    const rhythm = state.sources.get(source)
    const life = rhythm ? (rhythm.every + rhythm.grace) * 1000 : before ? before.staleFrom - before.at : USUAL_LIFE
    const observations = new Map(state.observations)
    observations.set(key, { asset, property, at, value, quality, source, staleFrom: at + life })
    return { ...state, observations }
  }
  if (message.topic === 'source') {
    const { topic: _, ...source } = message
    const before = state.sources.get(source.id)
    const sources = new Map(state.sources).set(source.id, source)
    const news = before !== undefined && before.state !== source.state
    const item: FeedItem = { key: `${source.id} ${now}`, at: now, kind: 'source', source }
    return { ...state, sources, feed: news ? [item, ...state.feed].slice(0, MOST_FEED) : state.feed }
  }
  const { topic: _, ...alert } = message
  const before = state.alerts.get(alert.id)
  const alerts = new Map(state.alerts)
  if (alert.state === 'resolved') alerts.delete(alert.id)
  else alerts.set(alert.id, alert)
  const kind = alert.state === 'open' ? 'raised' : alert.state
  const news = before === undefined ? alert.state !== 'resolved' : before.state !== alert.state
  if (!news && !(before && alert.state === 'resolved')) return { ...state, alerts }
  const item: FeedItem = { key: `${alert.id} ${kind}`, at: now, kind, alert }
  return { ...state, alerts, feed: [item, ...state.feed.filter((one) => one.key !== item.key)].slice(0, MOST_FEED) }
}
