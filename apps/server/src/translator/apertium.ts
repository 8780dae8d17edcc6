import type { Id } from '@hilo/protocol'
import { createOrgSlots } from '../slots.ts'
import { runProgram } from './run-program.ts'
import type { Translator, Way } from './translator.ts'

/** One takes a tenth of a second of a processor; a burst of questions must not take all of them. */
const AT_ONCE = 2
/** One org's burst leaves another org its turn. */
const AT_ONCE_OF_ORG = 1
/** Of an org. Who would wait longer is looked for in their own language alone. */
const WAITING_MAX = 16
const PATIENCE_MS = 2_500
const AGAIN_MS = 60_000
/**
 * It opens its standard input by name, which it cannot where that is a socket, as it is of a child of Node.
 * Without -u it marks the words that it does not know.
 */
const PIPED = 'cat | "$0" -u "$1"'
/** A question is short; what is longer is no question. */
const LENGTH_MAX = 1_000

/**
 * The translator that Apertium is, if the operator has installed it and a pair of languages: on Debian
 * `apt install apertium apertium-eng-spa`. `program` is its name or path. Its pairs are asked for when they
 * are first needed. https://wiki.apertium.org/wiki/Modes_introduction
 */
export function openApertium(program: string): Translator {
  const inSlot = createOrgSlots(AT_ONCE, AT_ONCE_OF_ORG)
  const waiting = new Map<Id, number>()
  let asked: Promise<readonly Mode[]> | null = null
  let askedAt = 0
  // One that listed nothing is not there, or was too slow just now: it is asked again after a while.
  const modes = async () => {
    if (!asked || ((await asked).length === 0 && performance.now() - askedAt > AGAIN_MS)) {
      askedAt = performance.now()
      asked = readModes(program)
    }
    return asked
  }
  return {
    async ways() {
      return (await modes()).map(({ from, to }) => ({ from, to }))
    },
    async translate({ orgId, text, way }, signal) {
      const mode = (await modes()).find(({ from, to }) => from === way.from && to === way.to)
      const input = text.replace(/\p{Cc}+/gu, ' ').trim()
      if (!mode || input === '' || input.length > LENGTH_MAX) return null
      const before = waiting.get(orgId) ?? 0
      if (before >= WAITING_MAX) return null
      waiting.set(orgId, before + 1)
      try {
        const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
        const args = ['-c', PIPED, program, mode.name]
        const written = await inSlot(orgId, () =>
          runProgram({ program: 'sh', args, input: `${input}\n`, signal: patience }),
        )
        return written?.trim() || null
      } finally {
        const left = (waiting.get(orgId) ?? 1) - 1
        if (left > 0) waiting.set(orgId, left)
        else waiting.delete(orgId)
      }
    },
  }
}

type Mode = Way & { name: string }

async function readModes(program: string): Promise<readonly Mode[]> {
  const signal = AbortSignal.timeout(PATIENCE_MS)
  return modesIn((await runProgram({ program, args: ['-l'], input: '', signal })) ?? '')
}

/**
 * What a list of modes can: `spa-eng`, `es-pt`, `spa-eng_US`. Where there are several ways of writing a
 * language the plain one is taken.
 */
export function modesIn(list: string): Mode[] {
  const modes = new Map<string, Mode>()
  for (const name of list.split('\n').map((line) => line.trim())) {
    const [, from, to, variant] = /^([a-z]{2,3})-([a-z]{2,3})(_\w+)?$/.exec(name) ?? []
    if (!from || !to) continue
    const way = { from: shortOf(from), to: shortOf(to) }
    const key = `${way.from} ${way.to}`
    if (!variant || !modes.has(key)) modes.set(key, { ...way, name })
  }
  return [...modes.values()]
}

/** Modes name languages by two letters or three: `spa` is `es`. */
function shortOf(code: string): string {
  return new Intl.Locale(code).language
}
