import type { TestEvent } from 'node:test/reporters'

/** What `hilo test --json` prints: a line for each test, and one for all of them. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0 }
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { name, file, line, details } = event.data
    if (details.type === 'suite') continue
    const passed = event.type === 'test:pass'
    counts[passed ? 'passed' : 'failed']++
    const error = passed ? undefined : messageOf(event.data.details)
    yield `${JSON.stringify({ type: 'test', name, file, line, passed, ms: details.duration_ms, error })}\n`
  }
  yield `${JSON.stringify({ type: 'summary', ...counts })}\n`
}

function messageOf({ error }: { error?: { message?: string; cause?: unknown } }): string | undefined {
  return error?.cause instanceof Error ? error.cause.message : error?.message
}
