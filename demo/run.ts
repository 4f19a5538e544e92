import { setTimeout as sleep } from 'node:timers/promises'
import { DAY, HOUR, LOCAL_OFFSET, MINUTE, SECOND, localDay } from '#model'
import { POLLUTANTS, reading, silent, smoke } from './day.ts'
import { type Door, type Reading, deliver, fileDoor, httpDoor, mqttDoor } from './doors.ts'
import { SILENT, SMOKE, STATIONS, type Station, type Wire } from './stations.ts'

export interface Demonstration {
  stop(): Promise<void>
}

export interface DemonstrationOptions {
  readonly address: string
  readonly mqttPort: number
  /** Machine tokens of the context `demo` with the scopes ingest and write: one speaks MQTT, one HTTP. */
  readonly tokens: Readonly<Record<'mqtt' | 'http', { readonly name: string; readonly secret: string }>>
  /** Where the file-drop source of the demonstration looks. */
  readonly folder: string
  readonly seed: number
}

const HISTORY = 26 * HOUR
/** The days before that come in the background, once the centre has had its first minute to itself. */
const PAST = 40 * DAY
const PAST_AFTER = MINUTE
const PAST_CHUNK = 4 * DAY
const PAST_PAUSE = 1500
/** Gaps of the past end here: the newest hours are whole, so that every AQI of the present is there. */
const WHOLE = 13 * HOUR
const FIRE_AFTER = 20 * SECOND
const FIRE_LASTS = 25 * MINUTE
const AGENCY = 'H15.NNMT'

/**
 * *Một ngày ở Đắk Lắk*: stations of an invented network speak through the real doors, MQTT, HTTP and files, on the real
 * clock. The day before comes first, so that every AQI has its twelve hours; then each station sends once a minute, one
 * has fallen silent, one file has a bad line, one calibration is overdue, and fields burn near Ea Súp. Forty days of the
 * past follow in the background, the newest first.
 */
export async function runDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { address, tokens } = options
  const stopped = new AbortController()
  await post(address, tokens.http.secret, '/api/v1/assets', STATIONS.map(assetOf))
  await post(address, tokens.http.secret, '/api/v1/sources', {
    id: 'td-thu-muc-tep',
    name: 'Trạm tự động gửi tệp (TT 10/2021)',
    service: 'environment',
    connector: 'file-drop',
    decoder: 'air-station',
    agency: AGENCY,
    settings: { folder: options.folder, look: 2, settle: 1 },
  })
  const mqtt = await mqttDoor(options.mqttPort, tokens.mqtt.name, tokens.mqtt.secret)
  const doors: Record<Wire, Door> = {
    mqtt: mqtt.door,
    http: httpDoor(address, tokens.http.secret),
    file: fileDoor(options.folder),
  }
  await sendHistory(options, { ...doors, file: doors.http })
  await deliverFaulty(options.folder)
  const running = Promise.all([
    sendDay(options, doors, stopped.signal),
    sendPast(options, { ...doors, file: doors.http }, stopped.signal),
  ])
  return {
    async stop() {
      stopped.abort()
      await running
      await mqtt.close()
    },
  }
}

function assetOf({ id, name, lat, lon, type = 'air-station', calibration }: Station): object {
  const due = calibration === undefined ? null : localDay(Date.now() + calibration * DAY)
  return { id, name, lat, lon, type, service: 'environment', agency: AGENCY, calibration_due: due }
}

/** The hours before, by the station's own wire (a file station's by HTTP): one value an hour counts as a full hour. */
async function sendHistory({ seed }: DemonstrationOptions, doors: Readonly<Record<Wire, Door>>): Promise<void> {
  const hour = Math.floor(Date.now() / HOUR) * HOUR
  for (const station of STATIONS) {
    await doors[station.wire](
      hoursOf(seed, station, hour - HISTORY, hour).filter(({ at }) => station.id !== SILENT || at <= hour - 5 * HOUR),
    )
  }
}

/** Full hours with from ≤ hour < to, without those in which the station was silent. */
function hoursOf(seed: number, station: Station, from: number, to: number): Reading[] {
  const whole = Math.floor(Date.now() / HOUR) * HOUR - WHOLE
  const readings: Reading[] = []
  for (let at = from; at < to; at += HOUR) {
    if (at < whole && silent(seed, station, at)) continue
    readings.push(...readingsOf(seed, station, at, 0))
  }
  return readings
}

/** The days before, a few at a time and with a pause between: whoever looks at the centre now must not wait for them. */
async function sendPast(
  { seed }: DemonstrationOptions,
  doors: Readonly<Record<Wire, Door>>,
  signal: AbortSignal,
): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined)
  const newest = Math.floor(Date.now() / HOUR) * HOUR - HISTORY
  await pause(PAST_AFTER)
  for (let to = newest; to > newest - PAST; to -= PAST_CHUNK) {
    for (const station of STATIONS) {
      if (signal.aborted) return
      const readings = hoursOf(seed, station, Math.max(newest - PAST, to - PAST_CHUNK), to)
      // What does not arrive stays a gap of the past.
      await doors[station.wire](readings).catch(() => undefined)
      await pause(PAST_PAUSE)
    }
  }
}

/** A file with one line that nobody can read: the good line is stored, the bad one waits in quarantine. */
async function deliverFaulty(folder: string): Promise<void> {
  const stamp = new Date(Math.floor(Date.now() / MINUTE) * MINUTE + LOCAL_OFFSET)
    .toISOString()
    .replace(/\D/g, '')
    .slice(0, 14)
  const name = `DL_TRINHDIEN_KHI001_${stamp}.txt`
  await deliver(folder, name, `SO2\t8,4\tug/m3\t${stamp}\t00\r\nPM2,5\t0,018\tppm\t${stamp}\t00\r\n`)
}

async function sendDay(
  { seed }: DemonstrationOptions,
  doors: Readonly<Record<Wire, Door>>,
  signal: AbortSignal,
): Promise<void> {
  const start = Date.now()
  let next = 0
  for (let turn = 0; !signal.aborted; turn += 1) {
    const since = Date.now() - start - FIRE_AFTER
    const burning = since > 0 && since < FIRE_LASTS
    // While it burns, the station in the smoke sends at every other turn: the alert must not wait for its minute.
    const smoky = burning && turn % 2 === 0
    const chosen = (smoky ? STATIONS.find((one) => one.id === SMOKE) : STATIONS[next % STATIONS.length]) as Station
    if (!smoky) next += 1
    if (chosen.id !== SILENT) {
      const at = Math.floor(Date.now() / SECOND) * SECOND
      const fire = chosen.id === SMOKE && burning ? since + MINUTE : 0
      // A station that cannot send now sends its next reading; the centre shows the gap.
      await doors[chosen.wire](readingsOf(seed, chosen, at, fire)).catch(() => undefined)
    }
    await sleep(MINUTE / STATIONS.length, undefined, { signal }).catch(() => undefined)
  }
}

function readingsOf(seed: number, station: Station, at: number, fire: number): Reading[] {
  return (station.measures ?? POLLUTANTS).map((property) => ({
    asset: station.id,
    property,
    at,
    value: Math.round((reading(seed, station, property, at) + smoke(property, fire)) * 10) / 10,
  }))
}

async function post(address: string, token: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(address + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`)
}
