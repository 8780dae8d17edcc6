import { resolve } from 'node:path'
import { type Call, command, FAILED } from '../command.ts'
import { findBackend, loadBackend } from '../project/load.ts'
import { guardFetch } from './guard-fetch.ts'
import { readLines } from './lines.ts'
import { CONVERSATION_OPTIONS, simulationOptionsOf } from './options.ts'
import { appendRecords } from './record.ts'
import { showOn } from './show.ts'
import { COMMANDS_HELP, Talk } from './talk.ts'

export const chat = command({
  name: 'chat',
  summary: 'Talk to a micro-backend in the terminal',
  usage: '[file]',
  about: `Needs no server: the run is kept in memory. Steps are really done, fetch included, unless --steps
names stand-ins; a model is one of --ai, or none. Time passes by /advance only. Lines may be piped in; the
end of the input ends it.

${COMMANDS_HELP}`,
  options: CONVERSATION_OPTIONS,
  async run(call) {
    const { values, positionals, terminal } = call
    const file = findBackend(positionals[0], terminal.folder)
    const options = await simulationOptionsOf(call)
    const backend = await loadBackend(file)
    guardFetch()
    const talk = new Talk(backend, options, {
      show: showOn(terminal, values.json === true),
      folder: terminal.folder,
    })
    if (terminal.stdin.isTTY && !values.json) {
      terminal.stdout.write(`Talking to ${backend.name}. Say something; /help tells the rest.\n`)
    }
    await readLines(terminal, (line) => talk.hear(line))
    return endTalk(talk, call)
  },
})

export type ChatCall = Call<typeof CONVERSATION_OPTIONS>

/** @returns the exit code. */
export async function endTalk(talk: Talk, { values, terminal }: ChatCall): Promise<number> {
  if (values.record) await appendRecords(resolve(terminal.folder, values.record), talk.records)
  return talk.hasFailed && !terminal.stdin.isTTY ? FAILED : 0
}
