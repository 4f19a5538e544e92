import { AQI_LEVELS, aqiLevel } from '#services/environment'
import type { ChartThreshold } from '#web/chart'
import { useTheme } from '#web/ui'
import { useWords } from '#web/words'

/** How an index is drawn: a quiet area and a bright cap for bars, and its level's name. */
export function useAqiTone() {
  const theme = useTheme()
  const { say } = useWords()
  return (value: number) => {
    const level = aqiLevel(value)
    const dark = theme === 'dark'
    return {
      area: dark ? level.areaDark : level.areaLight,
      cap: dark ? level.ring : level.fill,
      name: say(level.name),
    }
  }
}

/** The upper bounds of the levels that are reached, and the next one's, as lines. */
export function useLevelLines(values: readonly number[]): ChartThreshold[] {
  const { say } = useWords()
  const most = Math.max(0, ...values)
  const last = AQI_LEVELS.findIndex((level) => most <= level.to)
  return AQI_LEVELS.slice(0, Math.max(2, last + 1)).map((level) => ({
    value: level.to,
    label: say(level.name),
    level: true,
  }))
}
