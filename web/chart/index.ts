export { Sparkline } from './sparkline.tsx'
export { type ChartPoint, type ChartThreshold } from './series.ts'
export { TimeChart } from './time-chart.tsx'
