import {
  type Detection,
  decideLanguage,
  flagInjection,
  type InjectionFlag,
  languageOfTalk,
  smallTalkIn,
} from '@hilo/ai'
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
  const before = languageBefore(history, (text) => detect(text, spoken))
  const conversation = before ?? (request.language && baseLanguage(request.language))
  // A first word or two tell a detector nothing, and people much.
  const known = {
    conversation,
    browser: languageOfTalk(question),
    org: spoken,
    isGoingOn: history.length > 0,
  }
  return {
    ...{ messages, question, history },
    language: decideLanguage(detect(question, spoken), known),
    ...{ isSeen, shown: isSeen ? [] : pictures },
    // What stands in a picture may be written to a model too.
    flags: flagInjection([question, ...pictures.map(({ text }) => text)].join('\n')),
    unread: new Set(open.flatMap(({ unread }) => unread ?? [])),
  }
}

/** So many words are in a language, and not a name or a word of two of them. */
const SENTENCE_WORDS = 3

/**
 * The language of the last sentence that a contact wrote before. People may have answered it, of whose
 * language nothing is kept. Null: there is none, or it was answered in another, as by a quotation.
 */
function languageBefore(history: readonly AnswerTurn[], detect: (text: string) => Detection): string | null {
  const languages = history.map(({ by, text }) => {
    const { language, words } = detect(text)
    return by !== 'picture' && words >= SENTENCE_WORDS ? language : null
  })
  const at = history.findLastIndex(({ from }, nth) => from === 'contact' && languages[nth] !== null)
  const said = languages[at] ?? null
  const answered = languages.slice(at + 1).findLast((language) => language !== null)
  return answered === undefined || answered === said ? said : null
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
