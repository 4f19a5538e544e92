export { ExportedChart } from './exported-chart.tsx'
export { Sparkline } from './sparkline.tsx'
export { type ChartPoint, type ChartThreshold } from './series.ts'
