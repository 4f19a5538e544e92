import type { Text } from '#model'

export const PRINT_WORDS = {
  'print.button': { vi: 'In trang này', en: 'Print this page' },
  'print.as-of': { vi: 'tính đến {{time}} ngày {{day}}', en: 'as of {{time}} on {{day}}' },
  'print.page': { vi: 'trang', en: 'page' },
  'print.figures': { vi: 'Số chính', en: 'Key figures' },
  'print.map': { vi: 'Bản đồ', en: 'Map' },
  'print.alerts': { vi: 'Cảnh báo chưa kết thúc', en: 'Open alerts' },
  'print.alerts.none': { vi: 'Không có cảnh báo nào chưa kết thúc.', en: 'No alert is open.' },
  'print.severity': { vi: 'Mức', en: 'Severity' },
  'print.alert': { vi: 'Cảnh báo', en: 'Alert' },
  'print.measured': { vi: 'Số đo', en: 'Measured' },
  'print.raised': { vi: 'Báo lúc', en: 'Raised' },
  'print.owner': { vi: 'Người nhận', en: 'Owner' },
  'print.stations': { vi: 'Trạm quan trắc', en: 'Stations' },
  'print.station': { vi: 'Trạm', en: 'Station' },
  'print.level': { vi: 'Mức', en: 'Level' },
  'print.measured-at': { vi: 'Đo lúc', en: 'Measured at' },
  'print.unknown': { vi: '— (chưa có dữ liệu từ {{time}})', en: '— (no data since {{time}})' },
  'print.never': { vi: '— (chưa từng có dữ liệu)', en: '— (never any data)' },
} as const satisfies Record<string, Text>
