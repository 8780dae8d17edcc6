import type { JournalEntry, RunFailure } from '@hilo/protocol'

/** What the code asks for. */
export type Call = Pick<JournalEntry, 'position' | 'kind' | 'name'>

/** Why a run ends whose code does something else than its journal, with both sides. */
export function divergenceOf(entry: Call, call: Call): RunFailure {
  const [expected, actual] = [entry, call].map(({ position, kind, name }) => ({ position, kind, name }))
  const message = `The journal has ${inWords(entry)}, but the code now does ${inWords(call)}.`
  return { code: 'nondeterminism', message, expected, actual }
}

function inWords({ position, kind, name }: Call): string {
  return `${kind}${name === '' ? '' : ` '${name}'`} at ${position}`
}
