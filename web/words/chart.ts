import type { Text } from '#model'

export const CHART_WORDS = {
  'chart.threshold': { vi: 'ngưỡng {{value}}', en: 'limit {{value}}' },
  'chart.clears': { vi: 'hết báo {{value}}', en: 'ends at {{value}}' },
  'chart.table': { vi: 'Bảng số', en: 'Table' },
  'chart.whole': { vi: 'Cả khoảng', en: 'Whole span' },
  'chart.hint': { vi: 'kéo để phóng, nhấn đúp để về', en: 'drag to look closer, double-click to return' },
  'chart.empty': { vi: 'Chưa có số liệu trong khoảng này.', en: 'No data in this span.' },
  'chart.missing': { vi: 'thiếu {{span}}', en: '{{span}} missing' },
  'chart.flagged': { vi: '{{count}} giá trị có cờ lỗi', en: '{{count}} flagged values' },
  'chart.summary': {
    vi: '{{count}} giá trị, từ {{least}} đến {{most}}, mới nhất {{newest}} lúc {{time}}',
    en: '{{count}} values from {{least}} to {{most}}, newest {{newest}} at {{time}}',
  },
  'chart.days': { vi: '{{count}} ngày', en: '{{count}} d' },
  'chart.day': { vi: 'Ngày', en: 'Day' },
  'chart.level': { vi: 'Mức', en: 'Level' },
  'chart.day-missing': { vi: 'ngày không đủ số liệu', en: 'not enough data on this day' },
  'chart.day-none': { vi: 'chưa có số liệu', en: 'no data yet' },
  'chart.weekday-0': { vi: 'T2', en: 'Mon' },
  'chart.weekday-2': { vi: 'T4', en: 'Wed' },
  'chart.weekday-4': { vi: 'T6', en: 'Fri' },
  'chart.weekday-6': { vi: 'CN', en: 'Sun' },
  'chart.time': { vi: 'Lúc', en: 'Time' },
  'chart.value': { vi: 'Giá trị', en: 'Value' },
  'chart.quality': { vi: 'Chất lượng', en: 'Quality' },
} as const satisfies Record<string, Text>
