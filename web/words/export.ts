import type { Text } from '#model'

export const EXPORT_WORDS = {
  'export.button': { vi: 'Xuất', en: 'Export' },
} as const satisfies Record<string, Text>
