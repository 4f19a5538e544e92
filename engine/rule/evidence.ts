import { type AlertEvidence, LOCAL_OFFSET, type Property, type QualityRule, type ThresholdRule } from '#model'

const FORMATS = { vi: 'vi-VN', en: 'en-GB' } as const

function number(value: number, decimals: number, language: keyof typeof FORMATS): string {
  return new Intl.NumberFormat(FORMATS[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value)
}

/** `PM2,5 312,0 µg/m³, ngưỡng 250,0`, with the figures beside the words. */
export function thresholdEvidence(
  rule: ThresholdRule,
  property: Property,
  measured: { at: number; value: number },
): AlertEvidence {
  const text = (language: 'vi' | 'en', word: string): string =>
    `${property.name[language]} ${number(measured.value, property.decimals, language)} ${property.unit}`.trim() +
    `, ${word} ${number(rule.fires, property.decimals, language)}`
  return {
    property: property.code,
    value: measured.value,
    threshold: rule.fires,
    at: new Date(measured.at).toISOString(),
    text: { vi: text('vi', 'ngưỡng'), en: text('en', 'limit') },
  }
}

export function qualityEvidence(
  rule: QualityRule,
  measured: { at: number; value: number; property: string },
  count: number,
): AlertEvidence {
  const hours = number(rule.within / 3_600_000, 0, 'vi')
  return {
    property: measured.property,
    value: measured.value,
    threshold: rule.count,
    at: new Date(measured.at).toISOString(),
    text: {
      vi: `${count} giá trị có cờ lỗi trong ${hours} giờ`,
      en: `${count} flagged values within ${hours} h`,
    },
  }
}

/** Since when nothing was heard: local clock and day. */
export function absenceEvidence(lastAt: number): AlertEvidence {
  const local = new Date(lastAt + LOCAL_OFFSET).toISOString()
  const moment = `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`
  return {
    property: null,
    value: null,
    threshold: null,
    at: new Date(lastAt).toISOString(),
    text: { vi: `Chưa có số liệu từ ${moment}`, en: `No data since ${moment}` },
  }
}
