import { HOUR, type Rule, type Severity, type Text } from '#model'
import { POLLUTANTS, type Pollutant } from './breakpoints.ts'
import { PROPERTIES } from './properties.ts'

/** From one value to the next within an hour: more is a fault, or something close by that the desk should know of. */
const JUMPS: Partial<Record<Pollutant, number>> = { pm25: 150, pm10: 250, o3: 150, no2: 200, so2: 250, co: 10_000 }

const CHECK: Text = {
  vi: 'Đề nghị đơn vị vận hành kiểm tra thiết bị.',
  en: 'Ask the operator to check the instrument.',
}

/** What instruments do that needs somebody to look at them. */
export const DEVICE_RULES: readonly Rule[] = [
  ...POLLUTANTS.flatMap(jumpRule),
  ...POLLUTANTS.map(stuckRule),
  ...deviceRules('air-station', { vi: 'Trạm', en: 'Station' }, 'medium'),
  ...deviceRules('air-sensor', { vi: 'Cảm biến', en: 'Sensor' }, 'low'),
]

function jumpRule(property: Pollutant): Rule[] {
  const fires = JUMPS[property]
  const name = nameOf(property)
  if (fires === undefined) return []
  return [
    {
      id: `air-jump-${property}`,
      kind: 'rate',
      name: { vi: `${name.vi} thay đổi đột ngột`, en: `Sudden jump of ${name.en}` },
      advice: {
        vi: 'Xem có cháy, khói gần trạm không; nếu không, đề nghị đơn vị vận hành kiểm tra thiết bị.',
        en: 'See whether there is fire or smoke near the station; if not, ask the operator to check the instrument.',
      },
      severity: 'low',
      property,
      direction: 'either',
      per: HOUR,
      within: 3 * HOUR,
      fires,
      clears: fires / 2,
    },
  ]
}

function stuckRule(property: Pollutant): Rule {
  const name = nameOf(property)
  return {
    id: `air-stuck-${property}`,
    kind: 'stuck',
    name: { vi: `${name.vi} không đổi`, en: `${name.en} is stuck` },
    advice: CHECK,
    severity: 'low',
    property,
    count: 8,
    span: 6 * HOUR,
    // Below what the instrument can see, it rightly says 0 for hours.
    except: [0],
  }
}

function deviceRules(assetType: string, { vi, en }: Text, silent: Severity): Rule[] {
  return [
    {
      id: `${assetType}-silent`,
      kind: 'absence',
      name: { vi: `${vi} ngừng gửi số liệu`, en: `${en} has fallen silent` },
      advice: { vi: `Gọi đơn vị vận hành ${vi.toLowerCase()}.`, en: `Call whoever runs the ${en.toLowerCase()}.` },
      severity: silent,
      assetType,
    },
    {
      id: assetType === 'air-station' ? 'air-quality-flags' : `${assetType}-flags`,
      kind: 'quality',
      name: { vi: `Số liệu ${vi.toLowerCase()} có cờ lỗi`, en: `Flagged values of a ${en.toLowerCase()}` },
      advice: CHECK,
      severity: 'low',
      assetType,
      flags: ['negative', 'range', 'stuck', 'sentinel', 'error'],
      count: 3,
      within: 3 * HOUR,
    },
    {
      id: `${assetType}-calibration`,
      kind: 'due',
      name: { vi: `${vi} quá hạn hiệu chuẩn`, en: `Calibration of a ${en.toLowerCase()} is overdue` },
      advice: {
        vi: 'Đề nghị đơn vị vận hành hiệu chuẩn rồi ghi ngày hết hạn mới.',
        en: 'Ask the operator to calibrate it, then record the new date.',
      },
      severity: 'low',
      assetType,
      date: 'calibration_due',
    },
  ]
}

function nameOf(property: Pollutant): Text {
  return PROPERTIES.find((one) => one.code === property)?.name ?? { vi: property, en: property }
}
