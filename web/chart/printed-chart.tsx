import { useWords } from '#web/words'
import { init, use as register } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import './kinds.ts'
import type { PageLook } from './look.ts'

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
  // The light theme's: a colour-blind reader tells them apart, and so does a grey printer.
  series: ['#3c88e7', '#b57d2c', '#412f7e', '#4d9e8b', '#764128', '#3191b5'],
} as const

interface Props {
  readonly option: (look: PageLook) => Record<string, unknown>
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
