import type { Rule } from '#model'
import { DEVICE_RULES } from './device-rules.ts'
import { LIMIT_RULES, REFERENCE } from './limit-rules.ts'

/** What the duty desk must hear of. The limits of these three are the centre's own, until the regulation fixes them. */
export const RULES: readonly Rule[] = [
  {
    id: 'air-pm25-critical',
    kind: 'threshold',
    name: { vi: 'PM2,5 vượt 250 µg/m³', en: 'PM2.5 above 250 µg/m³' },
    advice: {
      vi: 'Kiểm tra nguồn khói, báo xã, phường và trường học quanh trạm.',
      en: 'Look for the source of smoke; tell the commune and schools around the station.',
    },
    severity: 'critical',
    property: 'pm25',
    direction: 'above',
    fires: 250,
    clears: 200,
    hold: 0,
  },
  {
    id: 'air-aqi-very-bad',
    kind: 'threshold',
    name: { vi: 'Không khí rất xấu', en: 'Very bad air' },
    advice: {
      vi: 'Khuyến cáo người dân hạn chế ra ngoài trời.',
      en: 'Advise people to stay outdoors as little as they can.',
    },
    severity: 'high',
    standing: { ...REFERENCE, otherwise: 'medium' },
    property: 'vn_aqi_h',
    direction: 'above',
    fires: 200,
    clears: 180,
    hold: 0,
  },
  {
    id: 'air-aqi-bad',
    kind: 'threshold',
    name: { vi: 'Không khí xấu', en: 'Bad air' },
    advice: {
      vi: 'Theo dõi giờ tới; báo nhóm nhạy cảm nếu còn kéo dài.',
      en: 'Watch the next hour; tell sensitive groups if it lasts.',
    },
    severity: 'medium',
    standing: REFERENCE,
    property: 'vn_aqi_h',
    direction: 'above',
    fires: 150,
    clears: 135,
    hold: 0,
  },
  ...LIMIT_RULES,
  ...DEVICE_RULES,
]
