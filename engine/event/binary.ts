/**
 * The binary form of a CloudEvent, its attributes in `ce-` headers and its data the body, in the structured form;
 * undefined when the request is none.
 */
export function binaryEvent(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: unknown,
): Record<string, unknown> | undefined {
  const kind = String(headers['content-type'] ?? '')
  const given = Object.entries(headers).filter(([name]) => name.startsWith('ce-'))
  if (given.length === 0 || /^application\/cloudevents/i.test(kind)) return undefined
  const attributes = given.map(([name, value]) => [name.slice(3), decoded(String(value))] as const)
  return {
    ...Object.fromEntries(attributes),
    ...(kind === '' ? {} : { datacontenttype: kind }),
    ...(body === undefined || body === null ? {} : { data: body }),
  }
}

/** Headers carry what is not ASCII percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
