import { aqiLevel } from '#services/environment'

/** The number on the official fill, the two dark levels with their ring. */
export function AqiChip({ value }: { value: number }) {
  const level = aqiLevel(value)
  return (
    <span className="aqi-chip" style={{ background: level.fill, color: level.on, borderColor: level.ring }}>
      {value}
    </span>
  )
}

export function AqiSwatch({ value }: { value: number }) {
  const level = aqiLevel(value)
  return <span className="swatch" aria-hidden="true" style={{ background: level.fill, borderColor: level.ring }} />
}
