import type { SignInStep } from '#model'
import { useWords } from '#web/words'
import { Suspense, lazy } from 'react'
import { CodeStep } from './code-step.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { PasswordStep } from './password-step.tsx'
import { useSignOut } from './use-session.ts'

// The drawing of the picture is large and needed once in a person's life.
const EnrolmentStep = lazy(async () => ({ default: (await import('./enrolment-step.tsx')).EnrolmentStep }))

const TITLES = { code: 'step.code.title', enrolment: 'enrol.title', password: 'new-password.title' } as const

/** What a sign-in still lacks, in the place of the desk, at the same address. */
export function StepPage({ step }: { step: SignInStep }) {
  const { t } = useWords()
  const signOut = useSignOut()
  return (
    <EntryFrame title={t(TITLES[step])}>
      <Suspense>
        {step === 'code' && <CodeStep />}
        {step === 'enrolment' && <EnrolmentStep />}
        {step === 'password' && <PasswordStep />}
      </Suspense>
      <p>
        <button type="button" className="link" onClick={() => void signOut()}>
          {t('step.leave')}
        </button>
      </p>
    </EntryFrame>
  )
}
