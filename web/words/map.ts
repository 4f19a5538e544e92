import type { Text } from '#model'

export const MAP_WORDS = {
  'map.title': { vi: 'Bản đồ tỉnh', en: 'Map of the province' },
  'map.layers': { vi: 'Lớp', en: 'Layers' },
  'map.layer.communes': { vi: 'Xã, phường', en: 'Communes' },
  'map.layer.stations': { vi: 'Trạm', en: 'Stations' },
  'map.layer.alerts': { vi: 'Cảnh báo', en: 'Alerts' },
  'map.layer.names': { vi: 'Tên', en: 'Names' },
  'map.zoom-in': { vi: 'Phóng to', en: 'Zoom in' },
  'map.zoom-out': { vi: 'Thu nhỏ', en: 'Zoom out' },
  'map.whole': { vi: 'Cả tỉnh', en: 'Whole province' },
  'map.legend': { vi: 'Chú giải', en: 'Legend' },
  'map.legend.filled': {
    vi: 'Đặc: chưa ai nhận · Rỗng: đã có người',
    en: 'Filled: nobody has it · Outlined: somebody',
  },
  'map.legend.unknown': { vi: 'Trạm chưa có số liệu', en: 'Station without data' },
  'map.approximate': { vi: 'Ranh giới gần đúng', en: 'Approximate boundaries' },
  'map.some-approximate': { vi: 'Một phần ranh giới là gần đúng', en: 'Some boundaries are approximate' },
  'map.since': { vi: 'Ranh giới từ {{day}}', en: 'Boundaries since {{day}}' },
  'map.source': { vi: 'Nguồn: {{source}}', en: 'Source: {{source}}' },
  'map.without': { vi: 'Chưa có ranh giới: {{what}}', en: 'Without a boundary: {{what}}' },
  'map.without-many': { vi: 'Chưa có ranh giới: {{count}} xã, phường', en: 'Without a boundary: {{count}} communes' },
  'map.no-boundary': { vi: 'Chưa có ranh giới', en: 'No boundaries yet' },
  'map.inset': {
    vi: 'Việt Nam với Quần đảo Hoàng Sa và Quần đảo Trường Sa',
    en: 'Việt Nam with Hoàng Sa and Trường Sa',
  },
  'map.hoang-sa': { vi: 'Quần đảo Hoàng Sa', en: 'Quần đảo Hoàng Sa' },
  'map.truong-sa': { vi: 'Quần đảo Trường Sa', en: 'Quần đảo Trường Sa' },
  'map.east-sea': { vi: 'Biển Đông', en: 'Biển Đông' },
  'map.unit.close': { vi: 'Bỏ đánh dấu', en: 'Remove the mark' },
  'map.none': {
    vi: 'Máy này không vẽ được bản đồ (WebGL). Các danh sách vẫn đủ.',
    en: 'This machine cannot draw the map (WebGL). The lists have everything.',
  },
  'map.failed': { vi: 'Không đọc được ranh giới.', en: 'The boundaries could not be read.' },
} as const satisfies Record<string, Text>
