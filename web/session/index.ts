export { EntryFrame } from './entry-frame.tsx'
export { InvitationPage } from './invitation-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
export { EnrolmentStep } from './enrolment-step.tsx'
export { FormError } from './form-error.tsx'
export { PasswordStep } from './password-step.tsx'
export { RecoveryCodes } from './recovery-codes.tsx'
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
export { type Account, useAccount } from './use-account.ts'
export { useForm } from './use-form.ts'
export { useStep } from './use-step.ts'
export { useUnreal } from './use-unreal.ts'
