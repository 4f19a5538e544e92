import { sparkline } from './sparkline-path.ts'

const WIDTH = 64
const HEIGHT = 26

/** The course of some values without axes; null is a gap. Its words stand beside it, so readers skip it. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const { path, end } = sparkline(values, WIDTH, HEIGHT)
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={path} fill="none" stroke="var(--text2)" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
      {end && <circle cx={end[0]} cy={end[1]} r="2" fill="var(--text)" />}
    </svg>
  )
}
