import type { JournalEntry, RunFailure } from '@hilo/protocol'

/** What the code asks for. */
export type Call = Pick<JournalEntry, 'position' | 'kind' | 'name'>

/** The same in words for people: a question is called after what it waits for. */
type Told = Omit<Call, 'kind'> & { readonly kind: string }

/** Why a run ends whose code does something else than its journal, with both sides. */
export function divergenceOf(entry: Told, call: Told): RunFailure {
  const [expected, actual] = [entry, call].map(({ position, kind, name }) => ({ position, kind, name }))
  const message = `The journal has ${inWords(entry)}, but the code now does ${inWords(call)}.`
  return { code: 'nondeterminism', message, expected, actual }
}

function inWords({ position, kind, name }: Told): string {
  return `${kind}${name === '' ? '' : ` '${name}'`} at ${position}`
}
