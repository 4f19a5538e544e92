export { AgencyChip, useAgencies, useAgencyName } from './agency-chip.tsx'
