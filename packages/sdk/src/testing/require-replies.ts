import { AssertionError } from 'node:assert'

export type Expected = string | RegExp

/** @throws AssertionError that shows both sides and the conversation up to here. */
export function requireReplies(
  actual: readonly string[],
  { expected, transcript }: { expected: readonly Expected[]; transcript: string },
): void {
  const fits =
    actual.length === expected.length &&
    expected.every((each, index) => matches(each, actual[index] as string))
  if (fits) return
  throw new AssertionError({
    message: [
      `The contact got ${listed(actual)}`,
      `expected was ${listed(expected.map(String))}`,
      'The conversation:',
      transcript,
    ].join('\n'),
    actual: [...actual],
    expected: expected.map(String),
    operator: 'expect',
  })
}

function matches(expected: Expected, actual: string): boolean {
  return typeof expected === 'string' ? expected === actual : actual.search(expected) >= 0
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'nothing' : texts.map((text) => `\n  ${text.replaceAll('\n', '\n  ')}`).join('')
}
