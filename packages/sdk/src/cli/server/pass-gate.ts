import { resolve } from 'node:path'
import { AppError, type RunRecord } from '@hilo/protocol'
import type { Remote } from '@hilo/runtime/remote'
import { type Call, CommandError, type Options } from '../command.ts'
import { guardFetch } from '../conversation/guard-fetch.ts'
import { loadBackend } from '../project/load.ts'
import { differentOf, type Gate, runGate } from '../replay/gate.ts'
import { runsOf, wordsOfGate } from '../replay/print.ts'
import { readRecords } from '../replay/read-records.ts'
import { countOf } from '../replay/replay.ts'
import type { Client } from './client.ts'
import { lastRuns } from './runs.ts'

export const GATE_OPTIONS = {
  gate: {
    type: 'string',
    value: 'file',
    about: 'Recorded runs that must not differ, or nothing is deployed.',
  },
  last: { type: 'string', value: 'n', about: 'The same with the last n runs of the server.' },
  'max-different': { type: 'string', value: 'n', default: '0', about: 'How many of them may; 0 without it.' },
} as const satisfies Options

/** Which recorded runs have to pass, and how many of them may differ. */
export type Asked = { readonly file?: string; readonly last?: number; readonly max: number }

/** @throws CommandError when a number is none. */
export function gateOf({ values, terminal }: Pick<Call<typeof GATE_OPTIONS>, 'values' | 'terminal'>): Asked {
  return {
    ...(values.gate !== undefined && { file: resolve(terminal.folder, values.gate) }),
    ...(values.last !== undefined && { last: countOf(values.last, 'last') }),
    max: countOf(values['max-different'], 'max-different'),
  }
}

/**
 * Plays what was asked for on the code of a file, and tells what came of it. The first deploy of a backend
 * needs no runs of the server, for it can have none.
 *
 * @throws CommandError when more of the recorded runs differ than may, or there are none.
 */
export async function passGate(
  client: Client,
  asked: Asked,
  { name, file, tell }: { name: string; file: string; tell: (words: string) => void },
): Promise<void> {
  if (isOpen(asked)) return
  const records = await recordsOf(client, asked, { name, tell })
  if (records) judge(await playGuarded(file, records), asked, { name, tell })
}

type RemoteGated = { remote: Remote; tell: (words: string) => void }

/** The same for code that lives elsewhere, which is asked for its name first. */
export async function passRemoteGate(
  client: Client,
  asked: Asked,
  { remote, tell }: RemoteGated,
): Promise<void> {
  if (isOpen(asked)) return
  let hasRecords = true
  // With the network, and not before: most deploys need neither.
  const { gateRemote } = await import('../replay/remote-gate.ts')
  const { gate, name } = await gateRemote(remote, async (name) => {
    const records = await recordsOf(client, asked, { name, tell })
    hasRecords = records !== null
    return records ?? []
  })
  if (hasRecords) judge(gate, asked, { name, tell })
}

type Told = { name: string; tell: (words: string) => void }

function isOpen({ file, last }: Asked): boolean {
  return file === undefined && last === undefined
}

/** @returns null when there can be none yet. */
async function recordsOf(
  client: Client,
  { file, last }: Asked,
  { name, tell }: Told,
): Promise<RunRecord[] | null> {
  const records = file === undefined ? [] : await readRecords(file)
  const ofServer = last === undefined ? [] : await runsOfServer(client, name, last)
  if (ofServer === null) tell(`The server has no '${name}' yet, so it has no recorded runs of it.\n`)
  if (ofServer === null && file === undefined) return null
  return [...records, ...(ofServer ?? [])]
}

function judge(gate: Gate, asked: Asked, { name, tell }: Told): void {
  if (gate.total === 0) {
    throw new CommandError(
      `Nothing was deployed: there are no recorded runs of '${name}' to play. Leave --gate and --last out.`,
    )
  }
  tell(wordsOfGate(gate))
  const different = differentOf(gate)
  if (different <= asked.max) return
  throw new CommandError(
    `Nothing was deployed: ${different} of ${runsOf(gate.total, 'recorded ')} ` +
      `${different === 1 ? 'differs; hilo replay shows it' : 'differ; hilo replay shows them'}.`,
  )
}

/** @returns null when the server does not know the backend. */
async function runsOfServer(client: Client, name: string, count: number): Promise<RunRecord[] | null> {
  try {
    return await lastRuns(client, name, count)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

/** The author's code reaches no network here; the client does again after it. */
async function playGuarded(file: string, records: readonly RunRecord[]): Promise<Gate> {
  const giveBack = guardFetch()
  try {
    return await runGate(await loadBackend(file), records)
  } finally {
    giveBack()
  }
}
