/** How much is measured: the whole, or only enough to see that it still runs. */
export interface Size {
  readonly rounds: number
  /** The first for the whole, the second for the smoke test. */
  of(whole: number, smoke: number): number
  /** Rows to measure over, where the caller has said how many (`--rows=N`). */
  readonly rows?: number
}

export const WHOLE: Size = { rounds: 5, of: (whole) => whole }
export const SMOKE: Size = { rounds: 1, of: (_, smoke) => smoke }

/** One line of a table: what was measured, what it stands beside, and the ratio of the two: more is better. */
export interface Line {
  readonly what: string
  readonly here: string
  readonly beside: string
  /** Speed here over speed there, or the limit over what was needed. */
  readonly ratio: number
  /** The least ratio that the project has set itself. */
  readonly goal?: number
}

export interface Bench {
  readonly name: string
  readonly title: string
  measure(size: Size): Promise<Line[]>
}

/** Makes ready what a round needs, which is not timed, and answers the work, which is. */
type Way = (round: number) => (() => Promise<unknown>) | Promise<() => Promise<unknown>>

/** Milliseconds of each way: the median of rounds in which all take turns, after one round to warm up. */
export async function interleave<Name extends string>(
  size: Size,
  ways: Readonly<Record<Name, Way>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(ways) as Name[]
  const took = new Map(names.map((name) => [name, [] as number[]]))
  for (let round = 0; round <= size.rounds; round += 1) {
    for (const name of names) {
      const work = await ways[name](round)
      const start = performance.now()
      await work()
      if (round > 0) took.get(name)?.push(performance.now() - start)
    }
  }
  return Object.fromEntries([...took].map(([name, list]) => [name, quantile(list, 0.5)])) as Record<Name, number>
}

/** The value that the share `part` of the list does not exceed. */
export function quantile(list: readonly number[], part: number): number {
  const sorted = list.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** The table as docs/performance.md holds it. */
export function tableOf({ title, lines }: { title: string; lines: readonly Line[] }): string {
  const rows = lines.map(({ what, here, beside, ratio, goal }) => {
    const reached = goal === undefined ? '' : `≥ ${goal} ${ratio >= goal ? 'đạt / met' : '**chưa / not yet**'}`
    return `| ${what} | ${here} | ${beside} | ${ratio.toPrecision(3)} | ${reached} |`
  })
  return [
    `### ${title}`,
    '',
    '| đo / measured | ở đây / here | bên cạnh / beside | tỉ lệ / ratio | đích / goal |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** `78 k/s` of rows in ms. */
export function rate(rows: number, ms: number): string {
  const perSecond = (rows / ms) * 1000
  return perSecond < 10_000 ? `${Math.round(perSecond)}/s` : `${Math.round(perSecond / 1000)} k/s`
}

export function millis(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
}
