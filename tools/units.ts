import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ContextName, Day, type Text, Unit, localDay } from '#model'
import { relocateAssets } from '#engine/asset'
import { MapRefusal, type MapReport, forgetMap, importMap, readProvince, seedUnits } from '#engine/territory'
import { systemClock } from '#platform/clock'
import { loadConfig } from '#platform/config'
import { type DatabaseGround, openGround } from '#platform/database'
import { createLog } from '#platform/log'

const HELP = `npm run units -- import FILE.geojson [--source TEXT] [--day yyyy-MM-dd] [--code FIELD] [--name FIELD]
                                      [--partial] [--any-name] [--add [--parent CODE] [--kind KIND]]
npm run units -- forget [--day yyyy-MM-dd]

Nhập ranh giới thật (GeoJSON, WGS 84) thay cho ô gần đúng: so bằng mã, và tên phải đúng. Chạy được bên cạnh trung tâm đang
hoạt động, màn hình và việc định vị đổi theo trong vài giây. Nhập lại cùng tệp thì không đổi gì; tệp mới thay tệp cũ.
Imports real boundaries (GeoJSON, WGS 84) in place of approximate cells: by code, and the name must agree. Works beside a
running centre, which follows within seconds. The same file again changes nothing; a newer one replaces an older one.

--source    bản đồ của ai, ghi dưới bản đồ (mặc định: tên tệp)    whose map it is, shown under the map (default: the file's name)
--day       các đơn vị của ngày nào (mặc định: hôm nay)           the units of which day (default: today)
--code      thuộc tính giữ mã (mặc định: tự tìm)                  the property that holds the code (default: found)
--name      thuộc tính giữ tên (mặc định: tự tìm)                 the property that holds the name (default: found)
--partial   nhận cả khi thiếu đơn vị: chúng không có ranh giới    take it although units lack: they have no boundary
--any-name  tin mã dù tên khác                                    believe the code although the name differs
--add       thêm đơn vị chưa có (tỉnh khác), từ --day; cần --day  make units of what is unknown, since --day, which it needs
--parent    mã đơn vị cấp trên của đơn vị thêm                    the code of the unit above the added ones
--kind      ${Unit.shape.kind.options.join(' | ')}: khi tên không nói / where the name does not say
forget      bỏ ranh giới đã nhập, trở lại ô gần đúng              drops imported boundaries, cells count again`

const ACTOR = { kind: 'system', id: 'npm run units' } as const

/** A mistake of the caller, told without a stack. */
class Refusal extends Error {}

if (process.argv.length <= 2) console.log(HELP)
else {
  try {
    await run(process.argv.slice(2))
  } catch (error) {
    const lines =
      error instanceof MapRefusal ? error.reasons.map(said) : [error instanceof Error ? error.message : String(error)]
    for (const line of lines) console.error(`units: ${line}`)
    process.exitCode = 1
  }
}

async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      source: text,
      day: text,
      code: text,
      name: text,
      parent: text,
      kind: text,
      partial: flag,
      'any-name': flag,
      add: flag,
      help: flag,
    },
  })
  const [verb, file] = positionals
  if (values.help) return console.log(HELP)
  if (values.day !== undefined && !Day.safeParse(values.day).success) throw new Refusal('--day: yyyy-MM-dd')
  const day = values.day ?? localDay(systemClock.now())
  if (verb === 'forget' && positionals.length === 1) {
    return withGround(async (ground) => {
      const codes = await forgetMap(ground.owner('live'), { clock: systemClock }, { day, actor: ACTOR })
      console.log(`bỏ ranh giới của ${codes.length} đơn vị / boundaries of ${codes.length} units dropped`)
      await relocate(ground)
    })
  }
  if (verb !== 'import' || file === undefined || positionals.length > 2) throw new Refusal(`\n${HELP}`)
  if (values.add && values.day === undefined) throw new Refusal('--add: cần / needs --day')
  const kind = values.kind === undefined ? null : Unit.shape.kind.safeParse(values.kind)
  if (kind?.success === false) throw new Refusal(`--kind: ${Unit.shape.kind.options.join(' | ')}`)
  const bytes = await readFile(file).catch(() => {
    throw new Refusal(`không đọc được tệp / the file cannot be read: ${file}`)
  })
  await withGround(async (ground) => {
    const report = await importMap(
      ground.owner('live'),
      { clock: systemClock },
      {
        file: basename(file),
        bytes,
        source: values.source?.trim() || basename(file),
        day,
        actor: ACTOR,
        fields: { code: values.code, name: values.name },
        partial: values.partial === true,
        anyName: values['any-name'] === true,
        add: values.add ? { parent: values.parent ?? null, kind: kind?.data ?? null } : null,
      },
    )
    tell(report)
    await relocate(ground)
    console.log(`${report.covered} of ${report.of}`)
  })
}

function tell(report: MapReport): void {
  for (const note of report.notes) console.log(said(note))
  for (const unit of report.added) console.log(`+ ${unit.code} ${unit.name} (${unit.kind}, ${unit.area_km2} km²)`)
  console.log(`mã / code: “${report.codeField}” · SHA-256 ${report.digest}`)
  console.log(`${report.changed} hình đã đổi / shapes changed`)
}

/** Assets of every context lie in units: after a change of boundaries, some in others. */
async function relocate(ground: DatabaseGround): Promise<void> {
  const live = { db: ground.context('live') }
  for (const name of ContextName.options) {
    const [table] = await live.db.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      `${name}.asset`,
    ])
    if (!table?.there) continue
    const moved = await relocateAssets({ db: ground.context(name), clock: systemClock }, live, ACTOR)
    if (moved > 0) console.log(`${name}: ${moved} thiết bị đổi xã, phường / assets changed their unit`)
  }
}

/** As the centre starts: a database that has never been used gets the province's units first. */
async function withGround(work: (ground: DatabaseGround) => Promise<void>): Promise<void> {
  const config = loadConfig({ env: process.env, cwd: process.cwd(), mode: 'command' })
  const data = await readProvince(join(import.meta.dirname, '../provinces', config.province))
  const { dataDir, databaseUrl, databaseAppUrl } = config
  const ground = await openGround({
    dataDir,
    databaseUrl,
    databaseAppUrl,
    log: createLog(config.logLevel),
  })
  try {
    await ground.prepare(['live'])
    await seedUnits(ground.owner('live'), data)
    await work(ground)
  } finally {
    await ground.close()
  }
}

function said({ vi, en }: Text): string {
  return `${vi} / ${en}`
}
