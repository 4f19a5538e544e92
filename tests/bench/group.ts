import { derivations } from './derivations.ts'
import { http } from './http.ts'
import { ingest } from './ingest.ts'
import { live } from './live.ts'
import { type Bench, SMOKE, WHOLE, tableOf } from './measure.ts'
import { reads } from './reads.ts'
import { rules } from './rules.ts'
import { screens } from './screens.ts'

export const BENCHES: readonly Bench[] = [ingest, http, reads, live, rules, derivations, screens]

/** Measures one group in this process, over the server of TEST_DATABASE_URL, and prints its table. */
async function main([name, size]: readonly string[]): Promise<void> {
  const bench = BENCHES.find((one) => one.name === name)
  if (!bench) throw new Error(`no group ${name}`)
  console.log(tableOf({ title: bench.title, lines: await bench.measure(size === '--smoke' ? SMOKE : WHOLE) }))
}

if (import.meta.main) await main(process.argv.slice(2))
