import type { Rule } from '#model'

/** What the duty desk must hear of. The limits are the centre's own, until the regulation fixes them. */
export const RULES: readonly Rule[] = [
  {
    id: 'template-service-high',
    kind: 'threshold',
    name: { vi: 'Mức đo vượt 100 mm', en: 'Level above 100 mm' },
    advice: { vi: 'Gọi đơn vị vận hành trạm để xác minh.', en: 'Call whoever runs the station and verify.' },
    severity: 'high',
    property: 'template_service_value',
    direction: 'above',
    fires: 100,
    clears: 90,
    hold: 0,
  },
  {
    id: 'template-service-silent',
    kind: 'absence',
    name: { vi: 'Trạm đo ngừng gửi số liệu', en: 'Station has fallen silent' },
    advice: { vi: 'Gọi đơn vị vận hành trạm.', en: 'Call whoever runs the station.' },
    severity: 'medium',
    assetType: 'template-service-station',
  },
]
