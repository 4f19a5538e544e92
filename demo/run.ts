import { setTimeout as sleep } from 'node:timers/promises'
import { HOUR, LOCAL_OFFSET, MINUTE, SECOND } from '#model'
import { MEASURED, reading, smoke } from './day.ts'
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
const FIRE_AFTER = 20 * SECOND
const FIRE_LASTS = 25 * MINUTE
const AGENCY = 'H15.NNMT'

/**
 * *Một ngày ở Đắk Lắk*: stations of an invented network speak through the real doors, MQTT, HTTP and files, on the real
 * clock. The day before comes first, so that every AQI has its twelve hours; then each station sends once a minute, one
 * has fallen silent, one file has a bad line, and fields burn near Ea Súp.
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
  const running = sendDay(options, doors, stopped.signal)
  return {
    async stop() {
      stopped.abort()
      await running
      await mqtt.close()
    },
  }
}

function assetOf({ id, name, lat, lon }: Station): object {
  return { id, name, lat, lon, type: 'air-station', service: 'environment', agency: AGENCY }
}

/** The hours before, by the station's own wire (a file station's by HTTP): one value an hour counts as a full hour. */
async function sendHistory({ seed }: DemonstrationOptions, doors: Readonly<Record<Wire, Door>>): Promise<void> {
  const hour = Math.floor(Date.now() / HOUR) * HOUR
  for (const station of STATIONS) {
    const readings: Reading[] = []
    for (let at = hour - HISTORY; at < hour; at += HOUR) {
      if (station.id === SILENT && at > hour - 5 * HOUR) continue
      readings.push(...readingsOf(seed, station, at, 0))
    }
    await doors[station.wire](readings)
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
  for (let turn = 0; !signal.aborted; turn += 1) {
    const station = STATIONS[turn % STATIONS.length] as Station
    const since = Date.now() - start - FIRE_AFTER
    const burning = since > 0 && since < FIRE_LASTS
    // While it burns, the station in the smoke sends at every other turn: the alert must not wait for its minute.
    const chosen = burning && turn % 2 === 0 ? (STATIONS.find((one) => one.id === SMOKE) as Station) : station
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
  return MEASURED.map((property) => ({
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
