import type { RunRecord } from '@hilo/protocol'
import { describeRemote, playDry, type Remote, reachRemote } from '@hilo/runtime/remote'
import type { Backend } from '@hilo/runtime/replay'
import { CommandError } from '../command.ts'
import { type Gate, runGate } from './gate.ts'

/** Recorded runs for a backend of this name. */
type Records = (name: string) => Promise<readonly RunRecord[]>

export type RemoteGate = { readonly gate: Gate; readonly name: string }

/**
 * Plays recorded runs on code that lives elsewhere, in dry turns: it names its steps, is given their recorded
 * results, and does none. What contacts said in those runs is sent there.
 *
 * @throws CommandError when it does not know dry turns, does a step, or does not answer as agreed.
 */
export async function gateRemote(remote: Remote, records: Records): Promise<RemoteGate> {
  const egress = reachRemote(remote.url)
  try {
    const { name, dry } = await describeRemote(egress, remote)
    if (!dry) throw new Error(`'${name}' does not say that it knows dry turns: its steps would be done.`)
    // Its code is played there; only its name is of use here.
    const backend: Backend = { name, run: async () => undefined }
    const gate = await runGate(backend, await records(name), (turnOf) => playDry({ egress, remote }, turnOf))
    return { gate, name }
  } catch (error) {
    if (error instanceof CommandError) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw new CommandError(`The recorded runs could not be played there. ${detail}`)
  } finally {
    await egress.close()
  }
}
