import { decideLanguage, flagInjection, type InjectionFlag, languageOfTalk, smallTalkIn } from '@hilo/ai'
import { baseLanguage } from '@hilo/protocol'
import type { AnswerTurn } from './answer.ts'
import { lastQuestion } from './last-question.ts'
import type { Work } from './open-work.ts'

/** What is asked, before anybody looked for it. */
export type Prepared = {
  /** The contact's last messages, which are answered together. */
  messages: readonly string[]
  /** What of them cannot be read. */
  unread: ReadonlySet<NonNullable<AnswerTurn['unread']>>
  question: string
  /** Before them, oldest first. */
  history: readonly AnswerTurn[]
  /** Pictures that what is asked is about. */
  shown: readonly AnswerTurn[]
  /** Nothing was written beside a picture: it is the question. */
  isSeen: boolean
  /** Of the answer. */
  language: string
  flags: readonly InjectionFlag[]
}

/** Reads what is to be answered, and in which language. */
export function prepare({ request, detect }: Work): Prepared {
  const { turns, instructions } = request
  const from = turns.findLastIndex((turn) => turn.from === 'us') + 1
  const open = turns.slice(from)
  const pictures = open.filter(({ by }) => by === 'picture')
  const messages = open.flatMap(({ by, text }) => (by === 'picture' ? [] : [text.trim()]))
  const history = turns.slice(0, from)
  const written = questionIn(messages, lastQuestion(history) !== null)
  const isSeen = written === '' && pictures.length > 0
  const question = isSeen ? pictures.map(({ text }) => text).join('\n') : written
  const spoken = instructions.languages.map(baseLanguage) as [string, ...string[]]
  const conversation = request.language && baseLanguage(request.language)
  // A first word or two tell a detector nothing, and people much.
  const known = { conversation, browser: languageOfTalk(question), org: spoken }
  return {
    ...{ messages, question, history },
    language: decideLanguage(detect(question, spoken), known),
    ...{ isSeen, shown: isSeen ? [] : pictures },
    // What stands in a picture may be written to a model too.
    flags: flagInjection([question, ...pictures.map(({ text }) => text)].join('\n')),
    unread: new Set(open.flatMap(({ unread }) => unread ?? [])),
  }
}

/** What stands before the question, the pictures beside it included. */
export function talkBefore({ history, shown }: Prepared): AnswerTurn[] {
  return [...history, ...shown]
}

/**
 * What is only said to be kind is left out where something is asked beside it. A "yes" is no kindness to who
 * has asked.
 */
function questionIn(messages: readonly string[], isReply: boolean): string {
  const said = messages.filter(Boolean)
  const asking = said.filter((text) => {
    const talk = smallTalkIn(text)
    return talk === null || (isReply && talk === 'understood')
  })
  return (asking.length > 0 ? asking : said).join('\n')
}
