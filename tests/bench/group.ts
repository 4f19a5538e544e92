import { alarm } from './alarm.ts'
import { derivations } from './derivations.ts'
import { events } from './events.ts'
import { http } from './http.ts'
import { ingest } from './ingest.ts'
import { live } from './live.ts'
import { type Bench, SMOKE, WHOLE, tableOf } from './measure.ts'
import { reads } from './reads.ts'
import { rules } from './rules.ts'
import { screens } from './screens.ts'
import { tiles } from './tiles.ts'

export const BENCHES: readonly Bench[] = [ingest, http, reads, events, live, alarm, rules, derivations, screens, tiles]

/** Measures one group in this process, over the server of TEST_DATABASE_URL, and prints its table. */
async function main([name, ...more]: readonly string[]): Promise<void> {
  const bench = BENCHES.find((one) => one.name === name)
  if (!bench) throw new Error(`no group ${name}`)
  const rows = more.find((arg) => arg.startsWith('--rows='))?.slice('--rows='.length)
  const size = more.includes('--smoke') ? SMOKE : WHOLE
  const lines = await bench.measure(rows === undefined ? size : { ...size, rows: Number(rows) })
  console.log(tableOf({ title: bench.title, lines }))
}

if (import.meta.main) await main(process.argv.slice(2))
