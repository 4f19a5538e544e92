import type { useWords } from '#web/words'

type Translate = ReturnType<typeof useWords>['t']

const REASONS = [
  'file-name',
  'encoding',
  'symbol',
  'unit',
  'value',
  'time',
  'status',
  'fields',
  'topic',
  'decoder',
  'unreadable',
  'invalid',
  'too_large',
  'asset_unknown',
  'property_unknown',
  'property_derived',
  'at_invalid',
  'at_out_of_reach',
  'value_invalid',
  'row_invalid',
] as const
const CONNECTORS = ['push', 'file-drop', 'mqtt', 'replay'] as const

/** Why a message could not be read, in words; a decoder's own reason that has none keeps its code. */
export function reasonWord(reason: string, t: Translate): string {
  const known = REASONS.find((one) => one === reason)
  return known ? t(`sources.reason.${known}`) : reason
}

/** The connector in words; one that has none keeps its id. */
export function connectorWord(connector: string, t: Translate): string {
  const known = CONNECTORS.find((one) => one === connector)
  return known ? t(`sources.connector.${known}`) : connector
}
