import { type AlertEvidence, DAY, type DueRule, LOCAL_OFFSET, type QualityRule } from '#model'
import { formatDay, formatLength, formatMoment } from './wording.ts'

export function qualityEvidence(
  rule: QualityRule,
  measured: { at: number; value: number; property: string },
  count: number,
): AlertEvidence {
  const within = { vi: formatLength(rule.within, 'vi'), en: formatLength(rule.within, 'en') }
  return {
    property: measured.property,
    value: measured.value,
    threshold: rule.count,
    at: new Date(measured.at).toISOString(),
    text: { vi: `${count} giá trị có cờ lỗi trong ${within.vi}`, en: `${count} flagged values within ${within.en}` },
  }
}

/** Since when nothing was heard: local clock and day. */
export function absenceEvidence(lastAt: number): AlertEvidence {
  const moment = formatMoment(lastAt)
  return {
    property: null,
    value: null,
    threshold: null,
    at: new Date(lastAt).toISOString(),
    text: { vi: `Chưa có số liệu từ ${moment}`, en: `No data since ${moment}` },
  }
}

const DATES: Record<DueRule['date'], { vi: string; en: string }> = {
  calibration_due: { vi: 'Hạn hiệu chuẩn', en: 'Calibration due' },
}

/** The day that has passed, or the one that stands now; undefined when the asset names none any more. */
export function dueEvidence(rule: DueRule, day: string | undefined, overdue: boolean, now: number): AlertEvidence {
  const { vi, en } = DATES[rule.date]
  const at = day === undefined || !overdue ? now : dueAt(day)
  const text = (word: string, known: string, none: string): string => `${word} ${day ? formatDay(day) : none}${known}`
  return {
    property: null,
    value: null,
    threshold: null,
    at: new Date(at).toISOString(),
    text: {
      vi: text(vi, overdue ? ', đã quá hạn' : '', 'không còn ghi'),
      en: text(en, overdue ? ', overdue' : '', 'no longer named'),
    },
  }
}

/** The local midnight that ends the day, epoch ms. */
export function dueAt(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - LOCAL_OFFSET + DAY
}
