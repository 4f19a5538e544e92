import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

const PROBLEM = {
  description: 'RFC 9457',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** The OpenAPI 3.1 document, made from the very schemas that check requests. */
export function documentOptions(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Serepok',
        version,
        description: 'Trung tâm Giám sát, Điều hành thông minh / Intelligent Operations Centre',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'serepok_session' },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
    transform: (input) => {
      const { schema, url } = jsonSchemaTransform(input)
      const open = input.route.config?.permission === 'public'
      return { schema: open ? { ...schema, security: [] } : schema, url }
    },
    transformObject: (input) => {
      const document = jsonSchemaTransformObject(input) as {
        paths?: Record<string, Record<string, { responses?: Record<string, unknown> }>>
      }
      for (const item of Object.values(document.paths ?? {})) {
        for (const operation of Object.values(item)) {
          if (typeof operation === 'object' && operation !== null) {
            operation.responses = { ...operation.responses, default: PROBLEM }
          }
        }
      }
      return document
    },
  }
}
