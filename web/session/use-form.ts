import { ProblemError } from '#web/live'
import { useWords } from '#web/words'
import { type FormEvent, useState } from 'react'

export interface FormState {
  /** What went wrong, in the reader's language. */
  readonly error: string | undefined
  readonly busy: boolean
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
}

/** One form: what it sends, one at a time, and the refusal in words when there is one. */
export function useForm(send: (field: (name: string) => string) => Promise<void>): FormState {
  const { t } = useWords()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  async function run(form: FormData): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await send((name) => {
        const value = form.get(name)
        return typeof value === 'string' ? value : ''
      })
    } catch (problem) {
      setError(problem instanceof ProblemError ? problem.message : t('state.failed'))
    } finally {
      setBusy(false)
    }
  }
  return {
    error,
    busy,
    submit(event) {
      event.preventDefault()
      void run(new FormData(event.currentTarget))
    },
  }
}
