export { EntryFrame } from './entry-frame.tsx'
export { InvitationPage } from './invitation-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
export { StepPage } from './step-page.tsx'
export {
  type Instance,
  type Session,
  useInstance,
  useMay,
  useOnePerson,
  useSession,
  useSignOut,
} from './use-session.ts'
export { useStep } from './use-step.ts'
export { useUnreal } from './use-unreal.ts'
