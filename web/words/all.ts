import { ALERT_WORDS } from './alert.ts'
import { CHART_WORDS } from './chart.ts'
import { EVENT_WORDS } from './event.ts'
import { EXPORT_WORDS } from './export.ts'
import { INCIDENT_WORDS } from './incident.ts'
import { MAP_WORDS } from './map.ts'
import { OPERATIONS_WORDS } from './operations.ts'
import { PALETTE_WORDS } from './palette.ts'
import { PERSON_WORDS } from './person.ts'
import { PRINT_WORDS } from './print.ts'
import { PROOF_WORDS } from './proof.ts'
import { PUBLICATION_WORDS } from './publication.ts'
import { SESSION_WORDS } from './session.ts'
import { SHELL_WORDS } from './shell.ts'
import { SOURCE_WORDS } from './source.ts'

/** Every word on the screen, by room. */
export const WORDS = {
  ...SHELL_WORDS,
  ...SESSION_WORDS,
  ...PERSON_WORDS,
  ...OPERATIONS_WORDS,
  ...MAP_WORDS,
  ...ALERT_WORDS,
  ...EVENT_WORDS,
  ...INCIDENT_WORDS,
  ...CHART_WORDS,
  ...EXPORT_WORDS,
  ...PROOF_WORDS,
  ...SOURCE_WORDS,
  ...PUBLICATION_WORDS,
  ...PALETTE_WORDS,
  ...PRINT_WORDS,
}
export type WordKey = keyof typeof WORDS
