import { useWords } from '#web/words'
import { init, use as register } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import './kinds.ts'
import type { Look } from './options.ts'

register([SVGRenderer])

/** The width of an A4 page between its margins, px. */
const WIDTH = 680
const INK = {
  text: '#000000',
  text3: '#333333',
  line: '#bbbbbb',
  lineStrong: '#555555',
  raised: '#ffffff',
  surface: '#ffffff',
  critical: '#000000',
} as const

/** What paper and its room say of a look. */
export type PaperLook = Omit<Look, 'description' | 'missing' | 'quality'>

interface Props {
  readonly option: (look: PaperLook) => Record<string, unknown>
  /** What the chart says of itself to those who do not see it. */
  readonly description: string
  readonly height: number
}

/** A chart in black on white and as lines, not as points: paper has more of them than a screen. */
export function PrintedChart({ option, description, height }: Props) {
  const { language } = useWords()
  const font = getComputedStyle(document.documentElement).getPropertyValue('--font').trim()
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, width: WIDTH, height })
  chart.setOption(option({ ...INK, font, language, width: WIDTH, height }))
  const svg = chart.renderToSVGString()
  chart.dispose()
  return <div className="chart-printed" role="img" aria-label={description} dangerouslySetInnerHTML={{ __html: svg }} />
}
