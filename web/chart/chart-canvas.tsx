import { useWords } from '#web/words'
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components'
import { type EChartsType, init, use as register } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PageLook } from './look.ts'

register([
  LineChart,
  CustomChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  MarkAreaComponent,
  AriaComponent,
  LabelLayout,
  CanvasRenderer,
])

/** A drag shorter than this (px) is a click. */
const LEAST_DRAG = 8
/** Nothing is measured more often than this (ms) that one would look at closer. */
const LEAST_SPAN = 5 * 60_000

interface Props {
  readonly option: (look: PageLook) => Record<string, unknown>
  /** What the chart says of itself to those who do not see it. */
  readonly description: string
  readonly height: number
  /** Drag over a span; double-click asks for the whole one, undefined. */
  readonly onZoom: (span: readonly [number, number] | undefined) => void
  /** A click at a moment, epoch ms. */
  readonly onPick?: ((at: number) => void) | undefined
}

/** The drawn chart. It reads its colours from the page whenever it is drawn. */
export function ChartCanvas({ option, description, height, onZoom, onPick }: Props) {
  const { language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const drag = useDrag(chart, onZoom, onPick)
  const draw = useEffectEvent(() => {
    const made = chart.current
    if (made) made.setOption(option({ ...pageLook(), language, width: made.getWidth(), height }), true)
  })
  useEffect(() => {
    const made = init(box.current)
    chart.current = made
    const watch = new ResizeObserver(() => {
      made.resize()
      draw()
    })
    if (box.current) watch.observe(box.current)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => draw())
  return (
    <div className={`chart-drag ${onPick ? 'chart-pick' : ''}`} {...drag.props} onDoubleClick={() => onZoom(undefined)}>
      <div ref={box} className="chart-canvas" style={{ height }} role="img" aria-label={description} />
      {drag.marked && <div className="chart-marked" style={{ left: drag.marked[0], width: drag.marked[1] }} />}
    </div>
  )
}

/** A span marked with the pointer; a finger scrolls the page instead, and its tap picks. */
function useDrag(
  chart: { readonly current: EChartsType | undefined },
  onZoom: Props['onZoom'],
  onPick: Props['onPick'],
) {
  const [ends, setEnds] = useState<readonly [number, number]>()
  const x = (event: { clientX: number; currentTarget: HTMLElement }): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  const moment = (at: number): number => Number(chart.current?.convertFromPixel({ xAxisIndex: 0 }, at))
  const marked = ends && ([Math.min(...ends), Math.abs(ends[1] - ends[0])] as const)
  const props = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'touch' || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      setEnds([x(event), x(event)])
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (ends) setEnds([ends[0], x(event)])
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      setEnds(undefined)
      if (!marked || marked[1] < LEAST_DRAG) {
        if (event.button === 0) onPick?.(moment(x(event)))
        return
      }
      const [from, to] = [moment(marked[0]), moment(marked[0] + marked[1])]
      if (to - from >= LEAST_SPAN) onZoom([from, to])
    },
    onPointerCancel: () => setEnds(undefined),
  }
  return { props, marked: marked && marked[1] >= LEAST_DRAG ? marked : undefined }
}

function pageLook(): Omit<PageLook, 'width' | 'height' | 'language'> {
  const style = getComputedStyle(document.documentElement)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: read('--text'),
    text3: read('--text3'),
    line: read('--line'),
    lineStrong: read('--line-strong'),
    raised: read('--raised'),
    surface: read('--surface'),
    critical: read('--critical'),
    series: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => read(`--series-${name}`)),
    font: read('--font'),
  }
}
