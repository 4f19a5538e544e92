/**
 * VN_AQI a second time, for the tests: written from the decision's table row by row and not from the code beside it. Rows
 * are [index, O3(1h), CO, SO2, NO2, PM10, PM2.5].
 */
const TABLE = [
  [0, 0, 0, 0, 0, 0, 0],
  [50, 160, 10_000, 125, 100, 50, 25],
  [100, 200, 30_000, 350, 200, 150, 50],
  [150, 300, 45_000, 550, 700, 250, 80],
  [200, 400, 60_000, 800, 1200, 350, 150],
  [300, 800, 90_000, 1600, 2350, 420, 250],
  [400, 1000, 120_000, 2100, 3100, 500, 350],
  [500, 1200, 150_000, 2630, 3850, 600, 500],
] as const
const COLUMNS = ['', 'o3', 'co', 'so2', 'no2', 'pm10', 'pm25']

/** Hours of each property, the newest first. Undefined: no index. The index is not rounded. */
export function oracle(hours: Readonly<Record<string, readonly (number | undefined)[]>>): number | undefined {
  let worst = -1
  let particles = 0
  for (let column = 1; column < COLUMNS.length; column += 1) {
    const name = COLUMNS[column] as string
    const list = hours[name] ?? []
    const concentration = name.startsWith('pm') ? weighted(list) : list[0]
    if (concentration === undefined) continue
    if (name.startsWith('pm')) particles += 1
    worst = Math.max(worst, place(column, concentration))
  }
  return particles === 0 ? undefined : worst
}

/** Looks down the column for the row that the concentration has passed last. */
function place(column: number, concentration: number): number {
  for (let row = TABLE.length - 1; row >= 0; row -= 1) {
    const [low, high] = [TABLE[row], TABLE[row + 1]]
    const from = low?.[column] as number
    if (concentration < from) continue
    if (!high) return 500
    const share = (concentration - from) / ((high[column] as number) - from)
    return (low?.[0] as number) * (1 - share) + high[0] * share
  }
  return 0
}

/** NowCast from the oldest hour to the newest, each step making what is older weigh w times as much. */
function weighted(list: readonly (number | undefined)[]): number | undefined {
  if ([0, 1, 2].filter((at) => list[at] === undefined).length > 1) return undefined
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (let at = 0; at < 12; at += 1) {
    const value = list[at]
    if (value === undefined) continue
    if (value < least) least = value
    if (value > most) most = value
  }
  const w = most === 0 || least * 2 > most ? (most === 0 ? 1 : least / most) : 1 / 2
  let top = 0
  let bottom = 0
  for (let at = 11; at >= 0; at -= 1) {
    const value = list[at]
    top = top * w + (value ?? 0)
    bottom = bottom * w + (value === undefined ? 0 : 1)
  }
  return top / bottom
}

/** The column O3(8h), beside the first six rows. */
const EIGHT = [0, 100, 120, 170, 210, 400]

/** The 24 hours of each property in order, 0 to 23. Undefined: no index for the day. The index is not rounded. */
export function dayOracle(hours: Readonly<Record<string, readonly (number | undefined)[]>>): number | undefined {
  const indexes: number[] = []
  let particles = false
  for (const [column, name] of COLUMNS.entries()) {
    const list = hours[name]
    if (!list) continue
    let [count, sum, most] = [0, 0, -1]
    for (const value of list) {
      if (value === undefined) continue
      count += 1
      sum += value
      if (value > most) most = value
    }
    if (count / 24 < 0.75) continue
    if (name.startsWith('pm')) {
      particles = true
      indexes.push(place(column, sum / count))
      continue
    }
    indexes.push(place(column, most))
    if (name === 'o3') indexes.push(eightHours(list))
  }
  return particles ? indexes.reduce((one, other) => (other > one ? other : one)) : undefined
}

/** -1 where the decision takes the one-hour value alone. */
function eightHours(list: readonly (number | undefined)[]): number {
  let most = -1
  for (let end = 7; end <= 23; end += 1) {
    let [count, sum] = [0, 0]
    for (let hour = end; hour > end - 8; hour -= 1) {
      const value = list[hour]
      if (value === undefined) continue
      count += 1
      sum += value
    }
    if (count >= 6 && sum / count > most) most = sum / count
  }
  if (most > 400) return -1
  for (let row = 4; row >= 0; row -= 1) {
    const [from, to] = [EIGHT[row] as number, EIGHT[row + 1] as number]
    const [low, high] = [
      (TABLE[row] as readonly number[])[0] as number,
      (TABLE[row + 1] as readonly number[])[0] as number,
    ]
    if (most >= from) return low + ((high - low) * (most - from)) / (to - from)
  }
  return -1
}
