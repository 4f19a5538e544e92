import { DAY } from '#model'
import { formatDay, formatMoment, formatNumber, formatTime } from '#web/words'
import type { PageLook } from './look.ts'
import { type ChartThreshold, type Scale, spread } from './series.ts'
import { isMidnight, ticksOf } from './ticks.ts'

export const LETTER = 6.4
export const TOP = 12
export const BOTTOM = 24
const TICK_ROOM = 76
/** Names of limits stand at least so far (px) below each other. */
const NAME_HEIGHT = 14

interface Span {
  readonly from: number
  readonly to: number
}

export function timeAxis({ from, to }: Span, look: PageLook): Record<string, unknown> {
  const ticks = ticksOf(from, to, Math.max(2, Math.floor((look.width - 60) / TICK_ROOM)))
  return {
    type: 'time',
    min: from,
    max: to,
    axisLine: { lineStyle: { color: look.lineStrong } },
    axisTick: { customValues: ticks, lineStyle: { color: look.lineStrong } },
    axisLabel: {
      color: look.text3,
      fontSize: 11,
      hideOverlap: true,
      customValues: ticks,
      formatter: (at: number) => (isMidnight(at) ? formatDay(at).slice(0, 5) : formatTime(at)),
    },
    splitLine: { show: false },
  }
}

export function valueAxis({ min, max, step }: Scale, look: PageLook): Record<string, unknown> {
  const decimals = step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step)))
  return {
    type: 'value',
    min,
    max,
    interval: step,
    splitLine: { lineStyle: { color: look.line } },
    axisLabel: {
      color: look.text3,
      fontSize: 11,
      formatter: (value: number) => formatNumber(value, decimals, look.language),
    },
  }
}

/**
 * Limits as dashed lines with their names at the end, or where it is the lines' own names that stand there, at the start;
 * levels, which are no limits, are quiet and named beneath.
 */
export function limitLines(
  thresholds: readonly ChartThreshold[],
  scale: Scale,
  look: PageLook,
  position: 'end' | 'insideStartTop' = 'end',
): Record<string, unknown> {
  const pixel = (look.height - TOP - BOTTOM) / (scale.max - scale.min)
  const moved = spread(
    thresholds.map(({ value }) => (scale.max - value) * pixel),
    NAME_HEIGHT,
  )
  return {
    silent: true,
    symbol: 'none',
    // The first is the one that fires; the others are quieter.
    data: thresholds.map(({ value, label, level }, index) => {
      const color = index === 0 && !level ? look.critical : look.text3
      return {
        yAxis: value,
        lineStyle: { color: level ? look.lineStrong : color, type: level ? 'dotted' : 'dashed', width: 1 },
        label: {
          formatter: label,
          color,
          position,
          fontSize: 11,
          distance: 4,
          offset: position === 'end' ? [0, (moved[index] ?? 0) + (level ? NAME_HEIGHT : 0)] : [0, 0],
        },
      }
    }),
  }
}

/** How a hint beside the pointer looks; `formatter` says what. */
export function hint(look: PageLook): Record<string, unknown> {
  return {
    trigger: 'axis',
    confine: true,
    backgroundColor: look.raised,
    borderColor: look.lineStrong,
    padding: [5, 9],
    textStyle: { color: look.text, fontSize: 12, fontFamily: look.font },
    axisPointer: { lineStyle: { color: look.text3, type: 'solid' } },
  }
}

/** A moment, the hour that begins at it, or the day: what a value of this span (ms; 0 for a moment) stands for. */
export function periodName(at: number, span: number, now: number): string {
  if (span >= DAY) return formatDay(at)
  const moment = formatMoment(at, now)
  return span > 0 ? `${moment}–${formatTime(at + span)}` : moment
}
