import { EVERYTHING } from '#model'
import type { LocatedAsset } from '#engine/asset'
import { Client } from 'pg'
import { encodeTile } from '../../gateways/tiles/encode-tile.ts'
import { layerOf } from '../../gateways/tiles/layer.ts'
import { openPostgres15 } from '../support/postgres-15.ts'
import { type Bench, type Line, type Size, interleave, millis } from './measure.ts'

/** Dak Lak lies in it whole. */
const TILE = { z: 6, x: 51, y: 29 }
/** ms for which nothing may hold the process up. */
const HOLD_MS = 20

/** A tile of many points out of what is kept, beside PostGIS over an indexed table of the same. */
export const tiles: Bench = {
  name: 'tiles',
  title: 'Ô bản đồ / Vector tiles',
  async measure(size: Size): Promise<Line[]> {
    const points = size.of(20_000, 200)
    const assets = Array.from({ length: points }, (_, n) => assetOf(n))
    const layer = layerOf(assets)
    const half = assets.map((asset) => (asset.agency === 'H15.NNMT' ? asset : undefined)).filter((one) => one).length
    await using other = await openPostgis(assets)
    const own = () => async () => {
      const tile = encodeTile('assets', layer, TILE, EVERYTHING)
      if (!tile || tile.length < points * 20) throw new Error(`a tile of ${tile?.length} bytes`)
    }
    const ways = {
      here: own,
      scoped: () => async () => void encodeTile('assets', layer, TILE, [OF_ONE]),
      made: () => async () => void layerOf(assets),
    }
    const query = other.query
    const took = await interleave(size, {
      ...ways,
      postgis: () => async () => {
        if (query && (await query()) < points * 20) throw new Error('PostGIS: too small a tile')
      },
    })
    const what = `ô có ${points} điểm, từ cái đang giữ / a tile of ${points} points, out of what is kept`
    const beside = query ? `PostGIS ST_AsMVT: ${millis(took.postgis)}` : `${other.absent}; ${HOLD_MS} ms`
    return [
      {
        what,
        here: millis(took.here),
        beside,
        ratio: (query ? took.postgis : HOLD_MS) / took.here,
        ...(query ? { goal: 2 } : {}),
      },
      {
        what: `như trên, chỉ ${half} điểm của một cơ quan / the same, ${half} points of one agency`,
        here: millis(took.scoped),
        beside: `${HOLD_MS} ms`,
        ratio: HOLD_MS / took.scoped,
        goal: 1,
      },
      {
        what: 'xếp lại chừng ấy điểm khi có thiết bị đổi, nhiều nhất mỗi 5 giây / laying them out anew when an asset has changed, each 5 s at most',
        here: millis(took.made),
        beside: '5000 ms',
        ratio: 5000 / took.made,
      },
    ]
  },
}

const OF_ONE = { agency: 'H15.NNMT', service: null, unit: null }

function assetOf(n: number): LocatedAsset {
  return {
    id: `point-${n}`,
    name: `Điểm quan trắc ${n}`,
    type: `type-${n % 5}`,
    service: 'environment',
    lat: 12.2 + ((n * 7919) % 10_007) / 10_007,
    lon: 107.5 + ((n * 104_729) % 10_009) / 10_009,
    agency: n % 2 === 0 ? 'H15.NNMT' : 'H15.CA',
    unit: String(24_000 + (n % 102)),
    confirmed: true,
    calibration_due: null,
  }
}

interface Postgis extends AsyncDisposable {
  /** Makes the tile; answers its bytes. */
  readonly query?: () => Promise<number>
  readonly absent?: string
}

async function openPostgis(assets: readonly LocatedAsset[]): Promise<Postgis> {
  const server = await openPostgres15()
  if (typeof server === 'string') return { absent: server, async [Symbol.asyncDispose]() {} }
  const address = new URL(server.url)
  address.username = 'postgres'
  const client = new Client({ connectionString: String(address) })
  await client.connect()
  const close = async (): Promise<void> => {
    await client.end()
    await server.close()
  }
  try {
    await client.query('create extension postgis')
  } catch {
    return { absent: 'PostGIS không có / is not here', [Symbol.asyncDispose]: close }
  }
  await client.query(
    `create table point as select x.id, x.name, x.type, 'environment' as service, x.unit,
       ST_Transform(ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326), 3857) as place
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[])
       as x (id, name, type, unit, lat, lon)`,
    (['id', 'name', 'type', 'unit', 'lat', 'lon'] as const).map((column) => assets.map((one) => one[column])),
  )
  await client.query('create index on point using gist (place)')
  await client.query('vacuum analyze point')
  const statement = `with within as (
      select id, name, type, service, unit, ST_AsMVTGeom(place, ST_TileEnvelope($1, $2, $3)) as geom
      from point where place && ST_TileEnvelope($1, $2, $3))
    select ST_AsMVT(within, 'assets') as tile from within`
  return {
    async query() {
      const { rows } = await client.query<{ tile: Buffer }>({
        name: 'tile',
        text: statement,
        values: [TILE.z, TILE.x, TILE.y],
      })
      return rows[0]?.tile.length ?? 0
    },
    [Symbol.asyncDispose]: close,
  }
}
