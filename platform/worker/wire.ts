/** What the pool says to a thread. A thread does one task at a time. */
export type ToThread = { readonly kind: 'run'; readonly input: unknown } | { readonly kind: 'cancel' }

/** What a thread says to the pool. */
export type FromThread =
  | { readonly kind: 'progress'; readonly word: unknown }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly detail: string }
