import { ContextName, PERMISSIONS, SignInStep } from '#model'
import type { Caller } from '#engine/context'
import { z } from 'zod'

/** Who is signed in, a person or a machine, and what they may do. */
export const SessionAnswer = z
  .object({
    kind: z.enum(['person', 'token']),
    person: z
      .object({ id: z.string(), name: z.string() })
      .meta({ description: 'The person, or the token by its name' }),
    context: ContextName,
    permissions: z.array(z.enum(PERMISSIONS)),
    agency: z.string().nullable(),
    administrator: z.boolean(),
    step: SignInStep.nullable().meta({ description: 'What the sign-in still lacks; null when it is whole' }),
  })
  .meta({ id: 'Session' })
export type SessionAnswer = z.infer<typeof SessionAnswer>

export function sessionAnswer(caller: Caller): SessionAnswer {
  const { kind, id, name, context, permissions, agency, administrator, step } = caller
  return {
    kind,
    person: { id, name },
    context,
    permissions: [...permissions],
    agency,
    administrator,
    step: step ?? null,
  }
}
