/**
 * Why a request was given up here, and not by the network or who answered: the whole list.
 * - `not_allowed`: where it was to go.
 * - `no_address`: its name leads nowhere.
 * - `too_large`, `timeout`: of the answer.
 */
export type EgressFault = 'not_allowed' | 'no_address' | 'too_large' | 'timeout'

const FAULTS = new WeakMap<object, EgressFault>()

/** An error in words for the author, with its kind for whoever has to decide what becomes of it. */
export function egressError(fault: EgressFault, sentence: string, options?: ErrorOptions): Error {
  const error = new Error(sentence, options)
  FAULTS.set(error, fault)
  return error
}

/** The kind of an error, or of what caused it; null: it came from elsewhere. */
export function egressFaultOf(error: unknown): EgressFault | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    const fault = FAULTS.get(one)
    if (fault) return fault
  }
  return null
}
