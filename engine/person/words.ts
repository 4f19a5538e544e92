import { z } from 'zod'

/** A person's name as they write it. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'no control characters')

/** A login: small letters, digits and . _ @ -, so that no two of them look alike by case or accent. */
export const Login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,79}$/, 'letters a-z, digits and . _ @ - only, at least two')

/** Bounded before it is hashed; how long it must be is said by password.ts with a problem of its own. */
export const NewPassword = z.string().max(200)
