import { decideLanguage, flagInjection, type InjectionFlag, languageOfTalk, smallTalkIn } from '@hilo/ai'
import type { AnswerTurn } from './answer.ts'
import { baseOf } from './words.ts'
import type { Work } from './work.ts'

/** What is asked, before anybody looked for it. */
export type Prepared = {
  /** The contact's last messages, which are answered together. */
  messages: readonly string[]
  /** What of them cannot be read. */
  unread: ReadonlySet<NonNullable<AnswerTurn['unread']>>
  question: string
  /** Before them, oldest first. */
  history: readonly AnswerTurn[]
  /** Of the answer. */
  language: string
  flags: readonly InjectionFlag[]
}

/** Reads what is to be answered, and in which language. */
export function prepare({ request, detect }: Work): Prepared {
  const { turns, instructions } = request
  const from = turns.findLastIndex((turn) => turn.from === 'us') + 1
  const open = turns.slice(from)
  const messages = open.map(({ text }) => text.trim())
  const question = questionIn(messages)
  const spoken = instructions.languages.map(baseOf) as [string, ...string[]]
  const conversation = request.language && baseOf(request.language)
  // A first word or two tell a detector nothing, and people much.
  const known = { conversation, browser: languageOfTalk(question), org: spoken }
  return {
    ...{ messages, question, history: turns.slice(0, from) },
    language: decideLanguage(detect(question, spoken), known),
    flags: flagInjection(question),
    unread: new Set(open.flatMap(({ unread }) => unread ?? [])),
  }
}

/** What is only said to be kind is left out where something is asked beside it. */
function questionIn(messages: readonly string[]): string {
  const said = messages.filter(Boolean)
  const asking = said.filter((text) => smallTalkIn(text) === null)
  return (asking.length > 0 ? asking : said).join('\n')
}
