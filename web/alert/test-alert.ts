import type { Alert } from '#model'

const text = { vi: 'PM2,5 vượt 250 µg/m³', en: 'PM2.5 above 250 µg/m³' }
const evidence = { property: 'pm25', value: 260, threshold: 250, at: '2026-11-23T02:00:00+07:00', text }

/** An alert for a test; what it is about says `of`. */
export function testAlert(of: Partial<Alert> & { id: string }): Alert {
  return {
    rule: 'air-pm25-critical',
    title: text,
    subject: 'TRAM_1',
    subject_name: 'Trạm Ea Súp',
    service: 'environment',
    agency: null,
    unit: null,
    lat: null,
    lon: null,
    severity: 'critical',
    state: 'open',
    raised_at: '2026-11-23T02:00:00+07:00',
    refreshed_at: '2026-11-23T02:00:00+07:00',
    times: 1,
    owner: null,
    owner_name: null,
    acknowledged_at: null,
    resolved_at: null,
    resolved_by: null,
    first: evidence,
    last: evidence,
    incident: null,
    ...of,
  }
}
