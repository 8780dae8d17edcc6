import { resolve } from 'node:path'
import type { RunRecord } from '@hilo/protocol'
import { type Call, CommandError, command, FAILED, type Options, wrongUsage } from '../command.ts'
import { guardFetch } from '../conversation/guard-fetch.ts'
import { writePrivate } from '../private-file.ts'
import { findBackend, loadBackend } from '../project/load.ts'
import { secretOf } from '../server/remote-secret.ts'
import { differentOf, type Gate, runGate } from './gate.ts'
import { valuesOfGate, wordsOfGate } from './print.ts'
import { readRecords } from './read-records.ts'
import { reportOf } from './report.ts'

export const replay = command({
  name: 'replay',
  summary: 'Play recorded conversations on new code, and show what is different',
  usage: '',
  about: `What contacts said comes in again, at its time, and each step gives what it gave: nothing of the
outside world is touched, and a step that the new code adds is named, not done. A run is

  same              the same things in the same words
  reworded          the same things, some in other words
  mended            the same up to where the old code failed; the new one goes on
  with a new step   the same, up to a step that has no recorded result
  different         something else was done, asked or said, or it ended otherwise
  failing           the new code fails where the old one did not

Code that lives elsewhere is played in dry turns, for which it has to say in its manifest that it does no
step in them. What contacts said in the recorded runs is sent there.

The exit code is 1 when more runs than --max-different have a new step, are different or fail.`,
  options: {
    against: {
      type: 'string',
      value: 'file',
      about: 'The new code: a file, a folder with backend.ts, or the https:// address of code elsewhere.',
    },
    'secret-env': {
      type: 'string',
      value: 'variable',
      about: 'Where the secret is of code that lives elsewhere.',
    },
    from: { type: 'string', value: 'file', about: 'Recorded runs: hilo chat --record, hilo runs export.' },
    last: { type: 'string', value: 'n', about: 'Only the n of them that began last.' },
    'max-different': {
      type: 'string',
      value: 'n',
      default: '0',
      about: 'How many may be different; 0 without it.',
    },
    report: { type: 'string', value: 'file', about: 'Write a page of HTML with every difference.' },
  },
  async run({ values, terminal }) {
    if (!values.against || !values.from)
      throw wrongUsage('Name the code with --against and the runs with --from.')
    const max = countOf(values['max-different'], 'max-different')
    const records = await readRecords(resolve(terminal.folder, values.from))
    const chosen = values.last === undefined ? records : lastOf(records, countOf(values.last, 'last'))
    const startedAt = performance.now()
    const { gate, name } = await playOn(values.against, chosen, { values, terminal })
    if (gate.total === 0) {
      throw new CommandError(`${values.from} has no run of '${name}': record some with hilo chat --record.`)
    }
    if (values.report) {
      await writePrivate(resolve(terminal.folder, values.report), reportOf(gate, name), 'w')
    }
    terminal.stdout.write(printed(gate, { isJson: values.json === true, ms: performance.now() - startedAt }))
    return differentOf(gate) > max ? FAILED : 0
  },
})

type Place = Pick<Call<Options>, 'terminal'> & { values: { readonly 'secret-env'?: string } }

/** Code of this machine is kept from the network; code elsewhere is told to do nothing. */
async function playOn(
  against: string,
  records: readonly RunRecord[],
  { values, terminal }: Place,
): Promise<{ gate: Gate; name: string }> {
  if (/^https?:/.test(against)) {
    const secret = await secretOf({ values: { ...values, remote: against }, terminal })
    const { gateRemote } = await import('./remote-gate.ts')
    return gateRemote({ url: against, secrets: [secret] }, async () => records)
  }
  const backend = await loadBackend(findBackend(against, terminal.folder))
  guardFetch()
  return { gate: await runGate(backend, records), name: backend.name }
}

/** Whatever the order of the file: chats are added to it oldest first, exports newest first. */
function lastOf(records: readonly RunRecord[], count: number): RunRecord[] {
  return records.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, count)
}

/** @throws CommandError when it is no whole number. */
export function countOf(text: string, option: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw wrongUsage(`--${option} takes a whole number, and '${text}' is none.`)
}

function printed(gate: Gate, { isJson, ms }: { isJson: boolean; ms: number }): string {
  if (!isJson) return `${wordsOfGate(gate)}It took ${(ms / 1000).toFixed(1)} s.\n`
  const lines = valuesOfGate(gate).map((value) => `${JSON.stringify(value)}\n`)
  return lines.join('')
}
