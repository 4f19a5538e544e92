export { EntryFrame } from './entry-frame.tsx'
export { InvitationPage } from './invitation-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
export {
  type Instance,
  type Session,
  useInstance,
  useMay,
  useOnePerson,
  useSession,
  useSignOut,
} from './use-session.ts'
export { useUnreal } from './use-unreal.ts'
