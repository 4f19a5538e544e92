import { SignInPage, useSession } from '#web/session'
import { Navigate } from '@tanstack/react-router'
import { Unreachable } from './broken.tsx'

/** The sign-in page at an address of its own; who is signed in goes on to the overview. */
export function SignIn() {
  const { session, error } = useSession()
  if (error && session === undefined) return <Unreachable />
  if (session === undefined) return null
  return session === null ? <SignInPage /> : <Navigate to="/" replace />
}
