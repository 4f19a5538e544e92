import { HOUR, defineService } from '#model'

/** A service of the tests' own: one measured property, one derived from it, one rule of each kind. */
export const testService = defineService({
  id: 'weather',
  name: { vi: 'Thời tiết', en: 'Weather' },
  lifecycle: 'trial',
  every: 3600,
  grace: 7200,
  assetTypes: [{ id: 'mast', name: { vi: 'Cột đo', en: 'Mast' } }],
  properties: [
    {
      code: 'wind',
      name: { vi: 'Gió', en: 'Wind' },
      unit: 'm/s',
      min: 0,
      max: 100,
      sentinels: [-99],
      decimals: 1,
      derived: false,
    },
    {
      code: 'wind_sum',
      name: { vi: 'Gió cộng dồn', en: 'Wind sum' },
      unit: 'm/s',
      min: 0,
      max: 1000,
      sentinels: [],
      decimals: 1,
      derived: true,
    },
  ],
  eventTypes: [
    { id: 'weather.warning', name: { vi: 'Tin thời tiết', en: 'Weather news' }, searched: ['headline', 'place'] },
  ],
  decoders: [
    {
      id: 'lines',
      name: { vi: 'Dòng', en: 'Lines' },
      decode: (message) =>
        Buffer.from(message.bytes)
          .toString()
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => {
            const [asset = '', at = '', value = ''] = line.split(' ')
            const part = Buffer.from(line)
            return Number.isNaN(Number(value))
              ? { kind: 'unreadable', part, reason: 'value', detail: line }
              : { kind: 'observation', asset, property: 'wind', at: Date.parse(at), value: Number(value) }
          }),
    },
  ],
  derivations: [
    {
      id: 'wind-sum',
      name: { vi: 'Gió cộng dồn', en: 'Wind sum' },
      inputs: ['wind'],
      output: 'wind_sum',
      reach: 3,
      derive(window) {
        const means = [0, 1, 2].map((back) => window.mean('wind', back))
        if (means[0] === undefined) return { unknown: { vi: 'chưa có giờ này', en: 'no such hour' } }
        const value = means.reduce<number>((sum, mean) => sum + (mean ?? 0), 0)
        const inputs = means.flatMap((mean, back) =>
          mean === undefined ? [] : [{ property: 'wind', hours_back: back, value: mean, weight: 1 }],
        )
        const formula = { vi: 'tổng ba giờ', en: 'sum of three hours' }
        return { value, proof: { formula, version: '1', basis: '-', inputs, parts: [] } }
      },
    },
  ],
  rules: [
    {
      id: 'wind-strong',
      kind: 'threshold',
      name: { vi: 'Gió mạnh', en: 'Strong wind' },
      advice: { vi: 'Vào nhà', en: 'Go inside' },
      severity: 'critical',
      property: 'wind',
      direction: 'above',
      fires: 25,
      clears: 20,
      hold: 0,
    },
    {
      id: 'mast-silent',
      kind: 'absence',
      name: { vi: 'Cột đo ngừng gửi', en: 'Silent mast' },
      advice: { vi: 'Gọi đơn vị', en: 'Call the owner' },
      severity: 'medium',
      assetType: 'mast',
    },
    {
      id: 'mast-flags',
      kind: 'quality',
      name: { vi: 'Số liệu có cờ lỗi', en: 'Flagged values' },
      advice: { vi: 'Kiểm tra', en: 'Check' },
      severity: 'low',
      assetType: 'mast',
      flags: ['negative', 'range', 'sentinel'],
      count: 3,
      within: HOUR,
    },
  ],
  published: [
    {
      id: 'gio',
      name: { vi: 'Gió', en: 'Wind' },
      assetTypes: ['mast'],
      properties: [
        { code: 'wind', levels: [] },
        {
          code: 'wind_sum',
          levels: [
            { key: 'calm', to: 20, name: { vi: 'Lặng', en: 'Calm' } },
            { key: 'windy', to: 60, name: { vi: 'Có gió', en: 'Windy' } },
          ],
        },
      ],
    },
  ],
})
