import { type Connector, EVERYTHING } from '#model'
import type { Ctx } from '#engine/context'
import { putSource } from './put.ts'
import type { SourceRow } from './row.ts'
import { finished, selectOne, setPaused } from './store.ts'

const ID = 'mqtt-url'
const GONE = 'MQTT_URL không còn được đặt / MQTT_URL is no longer set'

/**
 * The source behind the setting MQTT_URL: bodies as HTTP has them, read from an outside broker. It is made once; later
 * starts change its address and credentials only, and keep what people have changed. Without the setting it pauses and
 * says why.
 */
export async function ensureOutsideBroker(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret' | 'services'>,
  connectors: readonly Connector[],
  url: string | undefined,
): Promise<void> {
  const before = await selectOne(ctx.db, ID, ctx.clock.now(), EVERYTHING)
  if (url === undefined) {
    if (before && !before.paused) await finished(ctx.db, ID, GONE)
    return
  }
  const given = placeOf(url)
  if (!before || !same(ctx, before, given)) await put(ctx, connectors, before, given)
  if (before?.paused && before.error === GONE) await setPaused(ctx.db, ID, false)
}

interface Place {
  readonly url: string
  readonly username: string
  readonly password: string
}

/** The address without what must not be shown, and that beside it. */
function placeOf(url: string): Place {
  const place = new URL(url)
  const [username, password] = [decodeURIComponent(place.username), decodeURIComponent(place.password)]
  place.username = ''
  place.password = ''
  return { url: place.href, username, password }
}

function same(ctx: Pick<Ctx, 'secret'>, before: SourceRow, given: Place): boolean {
  const { url, username } = before.settings
  if (before.connector !== 'mqtt' || url !== given.url || username !== given.username || !before.secrets) return false
  try {
    const secrets = JSON.parse(ctx.secret.open(before.secrets).toString()) as { password?: string }
    return secrets.password === given.password
  } catch {
    return false
  }
}

async function put(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret' | 'services'>,
  connectors: readonly Connector[],
  before: SourceRow | undefined,
  given: Place,
): Promise<void> {
  const service = before?.service ?? ctx.services[0]?.id
  if (service === undefined) return
  await putSource(
    ctx,
    connectors,
    { kind: 'system', id: 'MQTT_URL', scope: EVERYTHING, agency: null },
    {
      id: ID,
      name: before?.name ?? `MQTT ${new URL(given.url).host}`,
      service,
      connector: 'mqtt',
      decoder: before?.decoder ?? null,
      settings: { ...(before?.connector === 'mqtt' ? before.settings : {}), ...given },
    },
  )
}
