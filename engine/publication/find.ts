import type { Property, Publication, PublicMark, PublicProperty, Scope, ServiceDefinition } from '#model'
import type { Ctx } from '#engine/context'

/** A publication with the service whose data it shows. */
export interface Published {
  readonly service: ServiceDefinition
  readonly publication: Publication
}

export function publicationsOf(services: readonly ServiceDefinition[]): Published[] {
  return services.flatMap((service) => service.published.map((publication) => ({ service, publication })))
}

/** What a stranger reads with, whoever asks: one service, of every agency. The publication narrows it further. */
export function publicScope({ service }: Published): Scope {
  return [{ agency: null, service: service.id, unit: null }]
}

/** What stands beside the figures of this publication in this context. */
export function markOf(ctx: Pick<Ctx, 'name'>, { service }: Published): PublicMark {
  if (ctx.name === 'demo') return 'demo'
  return service.lifecycle === 'official' ? null : 'trial'
}

/** A public property with what the service knows of it; one that the service does not have is not published. */
export type KnownProperty = Property & Pick<PublicProperty, 'levels'>

export function propertiesOf({ service, publication }: Published): KnownProperty[] {
  return publication.properties.flatMap(({ code, levels }) => {
    const property = service.properties.find((one) => one.code === code)
    return property ? [{ ...property, levels }] : []
  })
}

/** The public properties computed once an hour (the measured ones are means of hours), or once a day. */
export function derivedPer(published: Published, per: 'hour' | 'day'): string[] {
  const derivations = published.service.derivations.filter((one) => (one.per ?? 'hour') === per)
  return propertiesOf(published)
    .filter(({ code }) => derivations.some((one) => one.output === code))
    .map(({ code }) => code)
}

export function measuredOf(published: Published): string[] {
  return propertiesOf(published)
    .filter((property) => !property.derived)
    .map(({ code }) => code)
}
