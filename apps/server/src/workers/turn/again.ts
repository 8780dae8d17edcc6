/** Why a turn did not come to an end: its process died, its remote failed, or it could not be stored. */
export type Fault = 'process' | 'remote' | 'store'

/**
 * The pauses before a turn is played again, in ms. A process is there at once; a remote may be restarting;
 * what cannot be stored now may be stored when the database has been mended.
 */
const PAUSES: Record<Fault, readonly number[]> = {
  process: [0, 0],
  remote: [1_000, 4_000, 16_000, 60_000],
  store: [1_000, 4_000],
}

/** In how many ms a turn is played again that failed `crashes` times before; null: people take over. */
export function againInMs(fault: Fault, crashes: number): number | null {
  return PAUSES[fault][crashes] ?? null
}
