export { type ChartPoint, type ChartThreshold, TimeChart } from './time-chart.tsx'
