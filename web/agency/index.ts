export { AgencyChip, useAgencies, useAgencyName, useAgencyNames } from './agency-chip.tsx'
