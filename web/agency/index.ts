export { AgencyChip, useAgencyName } from './agency-chip.tsx'
