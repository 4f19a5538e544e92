import type { Text } from '#model'

export const PROOF_WORDS = {
  'proof.title': { vi: 'Cách tính', en: 'Proof' },
  'proof.matches': { vi: 'Tính lại khớp: {{value}}', en: 'Computed again, the same: {{value}}' },
  'proof.differs': {
    vi: 'Tính lại khác: đang hiện {{stored}}, tính lại {{recomputed}}',
    en: 'Computed again, not the same: shown {{stored}}, computed {{recomputed}}',
  },
  'proof.formula': { vi: '1. Công thức', en: '1. Formula' },
  'proof.version': { vi: 'bản {{version}} · {{basis}}', en: 'version {{version}} · {{basis}}' },
  'proof.numbers': { vi: '2. Thay số', en: '2. With numbers' },
  'proof.worst': { vi: 'lớn nhất', en: 'the largest' },
  'proof.hours': { vi: '3. Số liệu giờ', en: '3. Hourly data' },
  'proof.missing': { vi: 'Thiếu giờ: {{hours}}', en: 'Missing hours: {{hours}}' },
  'proof.hour': { vi: 'Giờ', en: 'Hour' },
  'proof.mean': { vi: 'Trung bình', en: 'Mean' },
  'proof.weight': { vi: 'Trọng số', en: 'Weight' },
  'proof.count': { vi: 'Số giá trị', en: 'Values' },
  'proof.source': { vi: 'Nguồn', en: 'Source' },
  'proof.received': { vi: 'Nhận lúc', en: 'Received' },
  'proof.close': { vi: 'Đóng', en: 'Close' },
  'proof.capped': { vi: 'vượt mức cao nhất, lấy 500', en: 'beyond the last breakpoint, 500' },
} as const satisfies Record<string, Text>
