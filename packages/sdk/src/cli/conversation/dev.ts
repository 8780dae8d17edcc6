import { dirname } from 'node:path'
import { command, FAILED } from '../command.ts'
import { type TypeCheck, typeCheckOf } from '../project/check-types.ts'
import { findBackend, loadBackend } from '../project/load.ts'
import { type ChatCall, endTalk } from './chat.ts'
import { guardFetch } from './guard-fetch.ts'
import { readLines } from './lines.ts'
import { CONVERSATION_OPTIONS, simulationOptionsOf } from './options.ts'
import { type Show, showOn } from './show.ts'
import { COMMANDS_HELP, Talk } from './talk.ts'
import { watchFiles } from './watch-files.ts'

export const dev = command({
  name: 'dev',
  summary: 'Talk to a micro-backend while you edit it',
  usage: '[file]',
  about: `As hilo chat, and each saved file is heard at once: the conversation stays where it is, its
journal is replayed on the new code, and a run that failed goes on from where it failed. When the new code
does something else than the conversation did, both sides are shown and the old code runs on until
/restart. What does not compile is shown and ends nothing. Types are checked where a tsconfig.json and tsc
are found.

${COMMANDS_HELP}`,
  options: CONVERSATION_OPTIONS,
  async run(call) {
    const { values, positionals, terminal } = call
    const file = findBackend(positionals[0], terminal.folder)
    const show = showOn(terminal, values.json === true)
    const options = await simulationOptionsOf(call)
    guardFetch()
    // What the author's code forgets to catch is shown like any other failure.
    process.on('uncaughtException', (error) => showFailure(show, error))
    const work = new Development(
      file,
      show,
      (backend) => new Talk(backend, options, { show, folder: terminal.folder }),
    )
    return develop(work, call, typeCheckOf(dirname(file)))
  },
})

async function develop(work: Development, call: ChatCall, types: TypeCheck | null): Promise<number> {
  let stopWatching = () => {}
  await readLines(
    call.terminal,
    (line) => work.hear(line),
    (add) => {
      const load = () => {
        add(() => work.load())
        void types?.check().then((errors) => errors && add(async () => work.tell(errors)))
      }
      stopWatching = watchFiles(dirname(work.file), load)
      load()
    },
  )
  stopWatching()
  types?.stop()
  return work.talk ? endTalk(work.talk, call) : FAILED
}

/** A conversation whose code changes; none yet while it does not compile. */
class Development {
  readonly file: string
  talk: Talk | null = null
  readonly #show: Show
  readonly #begin: (backend: Awaited<ReturnType<typeof loadBackend>>) => Talk

  constructor(file: string, show: Show, begin: (backend: Awaited<ReturnType<typeof loadBackend>>) => Talk) {
    this.file = file
    this.#show = show
    this.#begin = begin
  }

  async load(): Promise<void> {
    try {
      const backend = await loadBackend(this.file)
      if (this.talk) return await this.talk.reload(backend)
      this.talk = this.#begin(backend)
      this.tell(`-- talking to ${backend.name}; save a file and it is heard`)
    } catch (error) {
      showFailure(this.#show, error)
    }
  }

  async hear(line: string): Promise<'go on' | 'quit'> {
    if (this.talk) return this.talk.hear(line)
    if (line.trim() === '/quit') return 'quit'
    this.tell('-- there is nobody to talk to before the file compiles')
    return 'go on'
  }

  tell(text: string): void {
    this.#show({ type: 'note', text })
  }
}

function showFailure(show: Show, error: unknown): void {
  show({ type: 'failed', message: error instanceof Error ? error.message : String(error), stack: null })
}
