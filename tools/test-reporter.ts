import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'

/** A line of JSON for each test that ended; suites count for nothing unless they fail by themselves. */
export default async function* reporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { name, file, skip, todo, details } = event.data
    const failure = failureOf(event)
    // A suite that failed says so through its own tests; only a hook's failure is its own.
    const own = failure === undefined || !/subtests? failed/.test(String(failure.message))
    if ((details.type === 'suite' && (failure === undefined || !own) && skip === undefined) || !own) continue
    const test = {
      type: event.type === 'test:pass' ? 'pass' : 'fail',
      name,
      file: file === undefined ? '' : relative(process.cwd(), file),
      skip: skip !== undefined || todo !== undefined ? String(skip ?? todo) : null,
      error: failure === undefined ? null : describe(failure),
    }
    yield `${JSON.stringify({ test })}\n`
  }
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error
  return cause.stack ?? String(cause)
}

function failureOf(event: TestEvent): Error | undefined {
  return event.type === 'test:fail' ? event.data.details.error : undefined
}
