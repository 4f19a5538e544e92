import { defineService } from '#model'
import { PROPERTIES } from './properties.ts'
import { RULES } from './rules.ts'
import { templateServiceStation } from './template-service-station.decoder.ts'

/** Dịch vụ mẫu. A trial until real sources, owners and the regulation are on record. */
export const templateService = defineService({
  id: 'template-service',
  name: { vi: 'Dịch vụ mẫu', en: 'Template service' },
  lifecycle: 'trial',
  every: 600,
  grace: 1800,
  assetTypes: [{ id: 'template-service-station', name: { vi: 'Trạm đo', en: 'Station' } }],
  properties: PROPERTIES,
  eventTypes: [],
  decoders: [
    {
      id: 'template-service-station',
      name: { vi: 'Dòng “thiết bị;thời điểm;giá trị”', en: 'Lines of “device;time;value”' },
      decode: templateServiceStation,
    },
  ],
  derivations: [],
  rules: RULES,
  published: [],
})
