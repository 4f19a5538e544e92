import { once } from 'node:events'
import { MINUTE, type ObservationDraft } from '#model'
import { type AcceptingSource, accept } from '#engine/observation'
import { environment } from '#services/environment'
import { testContext } from '#tests'
import type { Client } from 'pg'
import { from } from 'pg-copy-streams'
import { PROPERTIES, readings } from './fleet.ts'
import { type Bench, type Line, type Size, interleave, rate } from './measure.ts'

const START = Date.UTC(2026, 9, 1)
const SOURCE: AcceptingSource = {
  id: 'bench',
  service: 'environment',
  agency: null,
  assets: 'learn',
  connector: 'push',
}

/** Durable ingest in this process, one commit a batch, beside a binary COPY and an idempotent insert of the same rows. */
export const ingest: Bench = {
  name: 'ingest',
  title: 'Ghi bền trong tiến trình / Durable ingest in process',
  async measure(size: Size): Promise<Line[]> {
    const stations = size.of(1000, 20)
    const batches = size.of(5, 2)
    await using t = await testContext({ services: [environment] })
    const owner = t.owner('live')
    await owner.query('create table bench_copy (series int not null, at timestamptz not null, value float8 not null)')
    await owner.query('create table bench_insert (like bench_copy, primary key (series, at))')
    await owner.query('grant insert on bench_copy, bench_insert to public')
    const client = await t.connect('live')
    let minute = 0
    const next = (): ObservationDraft[][] =>
      Array.from({ length: batches }, () => readings(stations, PROPERTIES, START + (minute += 1) * MINUTE))
    const each = (work: (drafts: ObservationDraft[]) => Promise<unknown>) => () => {
      const list = next()
      return async () => {
        for (const drafts of list) await work(drafts)
      }
    }
    const took = await interleave(size, {
      here: each((drafts) => accept(t.ctx, SOURCE, drafts)),
      copy: each((drafts) => copyBinary(client, drafts)),
      insert: each((drafts) => insertIdempotent(client, drafts)),
    })
    await client.end()
    const batch = stations * PROPERTIES.length
    const rows = batch * batches
    const here = rate(rows, took.here)
    return [
      {
        what: `${batch} số đo một lần ghi, có nhật ký / ${batch} observations a commit, with journal`,
        here,
        beside: `COPY nhị phân, không chỉ mục / binary COPY, no index: ${rate(rows, took.copy)}`,
        ratio: took.copy / took.here,
        goal: 1,
      },
      {
        what: 'như trên / the same',
        here,
        beside: `insert … on conflict do nothing, khóa chính / primary key: ${rate(rows, took.insert)}`,
        ratio: took.insert / took.here,
        goal: 5,
      },
    ]
  },
}

/** PostgreSQL's binary COPY format: a header, then per row the count of its fields and each with its length. */
async function copyBinary(client: Client, drafts: readonly ObservationDraft[]): Promise<void> {
  const row = 2 + 3 * 4 + 4 + 8 + 8
  const bytes = Buffer.alloc(19 + drafts.length * row + 2)
  bytes.write('PGCOPY\n\xff\r\n\0', 0, 'latin1')
  const epoch = Date.UTC(2000, 0, 1)
  drafts.forEach((draft, index) => {
    let at = 19 + index * row
    at = bytes.writeInt16BE(3, at)
    at = bytes.writeInt32BE(4, at)
    at = bytes.writeInt32BE(index, at)
    at = bytes.writeInt32BE(8, at)
    at = bytes.writeBigInt64BE(BigInt(draft.at - epoch) * 1000n, at)
    at = bytes.writeInt32BE(8, at)
    bytes.writeDoubleBE(draft.value, at)
  })
  bytes.writeInt16BE(-1, bytes.length - 2)
  const stream = client.query(from('copy bench_copy from stdin (format binary)'))
  stream.end(bytes)
  await once(stream, 'finish')
}

async function insertIdempotent(client: Client, drafts: readonly ObservationDraft[]): Promise<void> {
  const array = (of: (draft: ObservationDraft, index: number) => number): string => `{${drafts.map(of).join()}}`
  await client.query(
    `insert into bench_insert select x.series, to_timestamp(x.at::float8 / 1000), x.value
     from unnest($1::int[], $2::bigint[], $3::float8[]) as x (series, at, value) on conflict do nothing`,
    [array((_, index) => index), array((draft) => draft.at), array((draft) => draft.value)],
  )
}
