import { z } from 'zod'
import { Agency } from './agency.ts'
import { Day } from './page.ts'
import { Unit } from './unit.ts'

/** A province is data: `provinces/<id>/province.json` with its units and agencies as CSV beside it. */
export const Province = z.object({
  id: z.string(),
  name: z.string(),
  /** National statistical code of the province unit (QĐ 19/2025/QĐ-TTg). */
  code: z.string(),
  /** First-level agency code (QĐ 20/2020/QĐ-TTg). */
  agencyCode: z.string(),
  /** The day from which its units and agencies are valid. */
  validFrom: Day,
  services: z.array(z.string()),
  /** Whom the table of units is owed to; printed under the map. */
  credit: z.string(),
})
export type Province = z.infer<typeof Province>

/** A province read from its folder, ready to be seeded. */
export interface ProvinceData {
  readonly province: Province
  readonly units: readonly Unit[]
  readonly agencies: readonly Agency[]
}
