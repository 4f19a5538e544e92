import type { Text } from '#model'

export const EXPORT_WORDS = {
  'export.button': { vi: 'Xuất', en: 'Export' },
  'export.csv': { vi: 'bảng, số có dấu chấm thập phân', en: 'table, decimal points' },
  'export.xlsx': { vi: 'bảng cho Excel', en: 'table for Excel' },
  'export.png': { vi: 'ảnh đúng như đang thấy', en: 'picture as it is seen' },
  'export.as-of': { vi: 'tính đến {{time}} ngày {{day}}', en: 'as of {{time}} on {{day}}' },
  'export.working': { vi: 'Đang ghi tệp', en: 'Writing the file' },
  'export.failed': {
    vi: 'Chưa ghi được tệp {{kind}}. Thử lại.',
    en: 'The {{kind}} file could not be written. Try again.',
  },
} as const satisfies Record<string, Text>
