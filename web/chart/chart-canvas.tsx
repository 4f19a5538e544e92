import { pageZoom, usePrinting, useSharpness } from '#web/ui'
import { useWords } from '#web/words'
import { type EChartsType, init, use as register } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import './kinds.ts'
import type { PageLook } from './look.ts'
import { PrintedChart } from './printed-chart.tsx'

register([LabelLayout, CanvasRenderer])

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

/** On the screen the chart that answers the pointer, on paper its lines. */
export function ChartCanvas(props: Props) {
  const { option, description, height } = props
  if (!usePrinting()) return <DrawnChart {...props} />
  return <PrintedChart option={option} description={description} height={height} />
}

/** The drawn chart. It reads its colours from the page whenever it is drawn. */
function DrawnChart({ option, description, height, onZoom, onPick }: Props) {
  const { language } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  const drag = useDrag(chart, onZoom, onPick)
  const sharp = useSharpness()
  const draw = useEffectEvent(() => {
    const made = chart.current
    if (made) made.setOption(option({ ...pageLook(), language, width: made.getWidth(), height }), true)
  })
  useEffect(() => {
    const made = init(box.current, undefined, { devicePixelRatio: sharp })
    chart.current = made
    const watch = new ResizeObserver(() => {
      made.resize()
      draw()
    })
    if (box.current) watch.observe(box.current)
    const forget = box.current && placePointer(box.current)
    return () => {
      forget?.()
      watch.disconnect()
      made.dispose()
    }
  }, [sharp])
  useEffect(() => draw())
  return (
    <div className={`chart-drag ${onPick ? 'chart-pick' : ''}`} {...drag.props} onDoubleClick={() => onZoom(undefined)}>
      <div ref={box} className="chart-canvas" style={{ height }} role="img" aria-label={description} />
      {drag.marked && <div className="chart-marked" style={{ left: drag.marked[0], width: drag.marked[1] }} />}
    </div>
  )
}

const POINTER = ['mousemove', 'mousedown', 'mouseup', 'click', 'mouseout'] as const

/** Tells the chart where the pointer is in its own px: browsers disagree on what `offsetX` is in a page with a zoom. */
function placePointer(box: HTMLElement): () => void {
  const place = (event: MouseEvent): void => {
    const { left, top } = box.getBoundingClientRect()
    const zoom = pageZoom()
    // The names under which ECharts keeps a place that it need not work out.
    Object.assign(event, { zrX: (event.clientX - left) / zoom, zrY: (event.clientY - top) / zoom })
  }
  for (const type of POINTER) box.addEventListener(type, place, { capture: true })
  return () => {
    for (const type of POINTER) box.removeEventListener(type, place, { capture: true })
  }
}

/** A span marked with the pointer; a finger scrolls the page instead, and its tap picks. */
function useDrag(
  chart: { readonly current: EChartsType | undefined },
  onZoom: Props['onZoom'],
  onPick: Props['onPick'],
) {
  const [ends, setEnds] = useState<readonly [number, number]>()
  const x = (event: { clientX: number; currentTarget: HTMLElement }): number =>
    (event.clientX - event.currentTarget.getBoundingClientRect().left) / pageZoom()
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
