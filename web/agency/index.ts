export { AgencyChip, useAgencyName, useAgencyNames } from './agency-chip.tsx'
