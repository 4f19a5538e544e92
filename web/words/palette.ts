import type { Text } from '#model'

export const PALETTE_WORDS = {
  'palette.title': { vi: 'Tìm và mở', en: 'Find and open' },
  'palette.field': {
    vi: 'Tìm xã, trạm, cảnh báo, sự cố, tên cũ',
    en: 'Find a unit, station, alert, incident, old name',
  },
  'palette.open': { vi: 'Tìm', en: 'Find' },
  'palette.close': { vi: 'Đóng', en: 'Close' },
  'palette.group.recent': { vi: 'Vừa mở', en: 'Opened lately' },
  'palette.group.page': { vi: 'Trang', en: 'Pages' },
  'palette.group.alert': { vi: 'Cảnh báo chưa kết thúc', en: 'Open alerts' },
  'palette.group.incident': { vi: 'Sự cố', en: 'Incidents' },
  'palette.group.station': { vi: 'Trạm', en: 'Stations' },
  'palette.group.unit': { vi: 'Xã, phường', en: 'Units' },
  'palette.count.part': { vi: '{{shown}} trong {{count}}', en: '{{shown}} of {{count}}' },
  'palette.count.more': { vi: '{{shown}} trong hơn {{count}}', en: '{{shown}} of more than {{count}}' },
  'palette.results': { vi: '{{count}} kết quả', en: '{{count}} results' },
  'palette.none': {
    vi: 'Không có gì khớp với “{{q}}”. Tìm được tên xã, phường nay và cũ, trạm, sự cố, cảnh báo chưa kết thúc, trang.',
    en: 'Nothing matches “{{q}}”. Units of today and of before, stations, incidents, open alerts and pages can be found.',
  },
  'palette.hint.move': { vi: 'chọn', en: 'choose' },
  'palette.hint.open': { vi: 'mở', en: 'open' },
  'palette.hint.back': { vi: 'về', en: 'back' },
  'palette.unit.code': { vi: 'mã {{code}}', en: 'code {{code}}' },
} as const satisfies Record<string, Text>
