/** What went wrong with a form, spoken at once. */
export function FormError({ of }: { of: string | undefined }) {
  return (
    of !== undefined && (
      <p role="alert" className="sev-critical">
        {of}
      </p>
    )
  )
}
