import { DAY, EVERYTHING, type EventDraft, HOUR, type Scope } from '#model'
import { acceptEvents, listEvents } from '#engine/event'
import { testContext, testService } from '#tests'
import { countDays } from '../../engine/event/count-days.ts'
import { histogram } from '../../engine/event/histogram.ts'
import { type Bench, type Line, type Size, interleave, millis, rate } from './measure.ts'

const END = Date.UTC(2026, 9, 1)
/** Events a month, whatever their number: more of them is a longer past. */
const MONTHLY = 1_000_000
const COMMIT = 5000
/** ms in which a first page, and a histogram, are to be there. */
const PAGE_MS = 500
const HISTOGRAM_MS = 1000

/** Search in a store that is already full: words that are in every third event, and in one of a hundred thousand. */
export const events: Bench = {
  name: 'events',
  title: 'Tìm sự kiện / Event search',
  async measure(size: Size): Promise<Line[]> {
    const rows = size.rows ?? size.of(1_000_000, 3000)
    const start = END - Math.ceil((rows / MONTHLY) * 30) * DAY
    await using t = await testContext({ services: [testService] })
    t.clock.set(END)
    const owner = t.owner('live')
    await t.ctx.partitions.ensure('event', monthsOf(start))
    await owner.query('drop index event_words')
    const loadedIn = await took(() => fill(owner, rows, start))
    await owner.query('create index event_words on event using gin (words)')
    await owner.query('vacuum analyze event')
    await owner.query('vacuum analyze event_key')
    const bytes = await bytesOf(owner, rows)
    const countedIn = await took(async () => {
      while ((await countDays(t.ctx)) > 0);
    })
    await owner.query('vacuum analyze event_count')
    const counts = await bytesOfCounts(owner)
    const page =
      (span: object, scope: Scope = EVERYTHING) =>
      () =>
      async () => {
        const { items } = await listEvents(t.ctx, span, scope, { limit: 100 })
        if (items.length === 0) throw new Error(`nothing found: ${JSON.stringify(span)}`)
      }
    const count = (span: object, from: number, step: number) => () => async () => {
      const found = await histogram(t.ctx, { ...span, from, to: END }, step, EVERYTHING)
      if (found.length === 0) throw new Error(`nothing counted: ${JSON.stringify(span)}`)
    }
    const ms = await interleave(size, {
      rare: page({ q: 'hiếm' }),
      common: page({ q: 'chung' }),
      both: page({ q: 'chung hiếm' }),
      prefix: page({ q: 'hie* chun*' }),
      filtered: page({ source: 's7', severity: 'critical' }),
      agency: page({}, [{ agency: 'small', service: null, unit: null }]),
      rareCount: count({ q: 'hiếm' }, start, DAY),
      commonCount: count({ q: 'chung' }, start, DAY),
      commonHours: count({ q: 'chung' }, Math.max(start, END - 30 * DAY), HOUR),
      bothCount: count({ q: 'chung', severity: 'high' }, Math.max(start, END - 30 * DAY), DAY),
      commonWeek: count({ q: 'chung' }, END - 7 * DAY, HOUR),
      allCount: count({}, start, DAY),
    })
    const within = (what: string, name: keyof typeof ms, limit: number): Line => ({
      what,
      here: millis(ms[name]),
      beside: `giới hạn / limit: ${limit} ms`,
      ratio: limit / ms[name],
      goal: 1,
    })
    const days = (END - start) / DAY
    const all = `${rows} sự kiện trong ${days} ngày / ${rows} events in ${days} days`
    const written = await write(t.ctx, size.of(20_000, 100))
    const yearly = 20_000_000 / (365 * 86_400)
    return [
      within(`${all}: trang đầu, từ hiếm (1/100.003) / first page, rare word`, 'rare', PAGE_MS),
      within('trang đầu, từ thường gặp (1/3) / first page, common word', 'common', PAGE_MS),
      within('trang đầu, cả hai từ / first page, both', 'both', PAGE_MS),
      within('trang đầu, cả hai theo phần đầu từ / first page, both by prefix', 'prefix', PAGE_MS),
      within('trang đầu, một nguồn và một mức độ / first page, a source and a severity', 'filtered', PAGE_MS),
      within('trang đầu, cơ quan ít sự kiện (1/50.021) / first page, an agency with few', 'agency', PAGE_MS),
      within('đếm theo ngày, cả thời gian, từ hiếm / histogram by day, all the time, rare', 'rareCount', HISTOGRAM_MS),
      within('như trên, từ thường gặp / the same, common', 'commonCount', HISTOGRAM_MS),
      within('như trên theo giờ, 30 ngày cuối / the same by hour, last 30 days', 'commonHours', HISTOGRAM_MS),
      within(
        'theo ngày, 30 ngày cuối, từ thường gặp và một mức độ / by day, last 30 days, common and a severity',
        'bothCount',
        HISTOGRAM_MS,
      ),
      within('đếm theo giờ, 7 ngày cuối, từ thường gặp / by hour, last 7 days, common', 'commonWeek', HISTOGRAM_MS),
      within('đếm theo ngày, cả thời gian, mọi sự kiện / by day, all the time, everything', 'allCount', HISTOGRAM_MS),
      {
        what: 'chỗ một sự kiện chiếm, cả chỉ mục và khóa, không kể nhật ký / bytes an event, indexes and key, without the journal',
        here: `${Math.round(bytes.all)} byte (GIN ${Math.round(bytes.words)})`,
        beside: `riêng các cột, không words / its columns without words: ${Math.round(bytes.columns)} byte`,
        ratio: bytes.columns / bytes.all,
      },
      {
        what: `đếm ${rows} sự kiện đã qua theo ngày / counting ${rows} past events by day`,
        here: `${rate(rows, countedIn)}; ${(counts / rows).toFixed(1)} byte một sự kiện / an event`,
        beside: `20 triệu một năm / 20 M a year: ${yearly.toFixed(2)}/s`,
        ratio: ((rows / countedIn) * 1000) / yearly,
      },
      {
        what: `ghi thêm ${COMMIT} sự kiện một lần vào kho ấy, có nhật ký / storing ${COMMIT} more a commit, with journal`,
        here: `${rate(written.rows, written.ms)}, nhật ký / journal ${Math.round(written.journal)} byte`,
        beside: `20 triệu một năm / 20 M a year: ${yearly.toFixed(2)}/s; nạp thẳng / filled at ${rate(rows, loadedIn)}`,
        ratio: ((written.rows / written.ms) * 1000) / yearly,
      },
    ]
  },
}

type Ctx = Awaited<ReturnType<typeof testContext>>['ctx']
type Owner = ReturnType<Awaited<ReturnType<typeof testContext>>['owner']>

/** All months of the span and one more, which the events that are stored afterwards lie in. */
function monthsOf(start: number): string[] {
  const months = new Set<string>()
  for (let at = start; at <= END + DAY; at += DAY) months.add(new Date(at).toISOString().slice(0, 7))
  return [...months]
}

/** Words as texts have them: few are frequent, most of the five thousand are not. Twelve, of six or seven letters. */
async function fill(owner: Owner, rows: number, start: number): Promise<void> {
  const batch = 250_000
  for (let from = 0; from < rows; from += batch) {
    await owner.query(
      `with made as (
         select n, md5(n::text)::uuid as key, to_timestamp($3::float8 + n * $4::float8) as at,
           array(select 'w' || (10000 + 5000 * power(random(), 3))::int from generate_series(1, 12) where n is not null)
             || case when n % 3 = 1 then 'chung' end || case when n % 100003 = 7 then 'hiem' end as said,
           case when n % 50021 = 11 then 'small' else 'a' || n % 15 end as agency
         from generate_series($1::int, $2::int) n),
       keys as (insert into event_key (key, at) select key, at from made)
       insert into event (at, key, received_at, source, origin, id, service, type, agency, unit, severity, data, words)
       select at, key, at, 's' || n % 21, 'urn:bench:' || n % 200, 'e' || n, 'weather', 'bench.' || n % 30, agency,
         (24000 + n % 102)::text, n % 4, jsonb_build_object('title', array_to_string(said, ' '), 'n', n),
         array_to_tsvector(array_remove(said, null) || array['=s:s' || n % 21, '=o:urn:bench:' || n % 200,
           '=t:bench.' || n % 30, '=a:' || agency, '=u:' || 24000 + n % 102,
           '=v:' || (array['critical', 'high', 'medium', 'low'])[1 + n % 4]])
       from made`,
      [from, Math.min(rows, from + batch) - 1, start / 1000, (END - start) / 1000 / rows],
    )
  }
}

async function bytesOf(owner: Owner, rows: number): Promise<{ all: number; words: number; columns: number }> {
  const [row] = await owner.query<{ all: string; words: string; columns: number }>(
    `select sum(pg_total_relation_size(i.relid)) + pg_total_relation_size('event_key') as all,
       (select sum(pg_relation_size(x.relid)) from pg_partition_tree('event_words') x) as words,
       (select avg(pg_column_size(e.*) - pg_column_size(e.words)) from event e where e.key < '01000000-0000-0000-0000-000000000000') as columns
     from pg_partition_tree('event') i`,
  )
  if (!row) throw new Error('no sizes')
  return { all: Number(row.all) / rows, words: Number(row.words) / rows, columns: Number(row.columns) }
}

async function bytesOfCounts(owner: Owner): Promise<number> {
  const [row] = await owner.query<{ bytes: string }>(`select pg_total_relation_size('event_count') as bytes`)
  return Number(row?.bytes)
}

/** Stores more events through the house's own verb. */
async function write(ctx: Ctx, rows: number): Promise<{ rows: number; ms: number; journal: number }> {
  const accept = acceptEvents(ctx)
  const source = { id: 'bench', service: 'weather', agency: null }
  const drafts = Array.from({ length: rows }, (_, n): EventDraft => {
    const said = Array.from({ length: 12 }, (__, m) => `w${10_000 + ((n * 31 + m * m * 97) % 5000)}`).join(' ')
    return {
      kind: 'event',
      id: `more-${n}`,
      origin: 'urn:bench:1',
      type: 'bench.1',
      at: END + n,
      subject: null,
      asset: null,
      severity: 'low',
      lat: null,
      lon: null,
      data: { title: said, n },
      attributes: {},
    }
  })
  const ms = await took(async () => {
    for (let from = 0; from < rows; from += COMMIT) await accept(ctx, source, drafts.slice(from, from + COMMIT))
  })
  const [row] = await ctx.db.query<{ bytes: number }>('select sum(pg_column_size(payload))::int as bytes from journal')
  return { rows, ms, journal: (row?.bytes ?? 0) / rows }
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
