import {
  asksForPerson,
  asksWhoAnswers,
  isUpset,
  type PolicyTopic,
  policyTopicsIn,
  smallTalkIn,
  termsOf,
  understandConsent,
} from '@hilo/ai'
import type { HandoffReason } from '@hilo/protocol'
import type { Answer, Route } from '../domain/ai-answer/answer.ts'
import { conclude, handOver } from './conclude.ts'
import { saysTalkToPerson, wordsIn } from './fixed-words.ts'
import { lastQuestion, leavesOpen } from './last-question.ts'
import type { Work } from './open-work.ts'
import type { Prepared } from './prepare.ts'

/** So much of the words of two questions is the same when one repeats the other. */
const SAME_SHARE = 0.8
const SAME_TERMS_MIN = 2

/**
 * What is decided before anything is looked for, and before any model could say otherwise: who asks for a
 * person gets one, and what the org wants people to answer goes to them. Null: it is to be answered.
 */
export function triage(work: Work, prepared: Prepared): Answer | null {
  // A member who writes the answer is the person.
  if (work.request.purpose === 'copilot') return null
  const topics = topicsOf(work, prepared)
  const reason = handOverReason(prepared, topics.length > 0)
  if (reason) return nameTopics({ ...handOver({ work, prepared }, reason), route: routeOf(topics) }, topics)
  const talk = smallTalkIn(prepared.question)
  const words = wordsIn(prepared.language)
  if (prepared.unread.has('voice')) return answerUnread(work, prepared, words.onlyWritten)
  if (prepared.question === '') return answerUnread(work, prepared, words.onlyText)
  if (asksWhoAnswers(prepared.question))
    return conclude({ work, prepared }, { action: 'clarify', text: words.automatic })
  if (talk === 'greeting') return conclude({ work, prepared }, { action: 'clarify', text: words.greeting })
  const reply = replyTo(prepared)
  if (reply === 'person') return handOver({ work, prepared }, 'user_asked')
  if (reply === 'question') return null
  if (reply) return conclude({ work, prepared }, { action: 'clarify', text: words[reply] })
  if (talk === 'thanks' || talk === 'understood')
    return conclude({ work, prepared }, { action: 'clarify', text: words[courtesyFor(prepared.question)] })
  return null
}

/**
 * What a bare yes or no to our last question comes to; `question`: it answers one that only the conversation
 * says, so it is read with it. Null: nothing was asked, or something else is said.
 */
function replyTo({ question, history }: Prepared): 'person' | 'question' | 'goAhead' | 'asYouLike' | null {
  const asked = lastQuestion(history)
  // "Ok, thanks" to an offer takes leave; "yes, thanks" takes it.
  if (asked === 'person' && smallTalkIn(question) === 'thanks' && !YES.test(question)) return null
  const consent = understandConsent(question) ?? (smallTalkIn(question) === 'understood' ? 'yes' : null)
  if (!asked || !consent) return null
  if (asked === 'other') return 'question'
  if (consent === 'no') return 'asYouLike'
  return asked === 'person' ? 'person' : 'goAhead'
}

const YES = /(?<!\p{L})(?:yes|yeah|yep|sure|s[ií]|sim|claro|dale|vale|please|por favor)(?!\p{L})/iu
const BARE_YES = /^\P{L}*(?:yes|yeah|s[ií]|sim)\P{L}*$/iu

/** What is said to a yes, a no or thanks where nothing was asked. */
function courtesyFor(question: string): 'goAhead' | 'asYouLike' | 'welcome' {
  if (BARE_YES.test(question)) return 'goAhead'
  return understandConsent(question) === 'no' ? 'asYouLike' : 'welcome'
}

function topicsOf({ request }: Work, { question, language }: Prepared): PolicyTopic[] {
  const { instructions, tags = [] } = request
  return policyTopicsIn(question, { topics: instructions.peopleTopics, language, tags })
}

/** Members read which topic it was: the org has several, and words of its own for each. */
function nameTopics(answer: Answer, topics: readonly PolicyTopic[]): Answer {
  if (topics.length === 0) return answer
  return { ...answer, trace: { ...answer.trace, topics: topics.map(({ name }) => name) } }
}

/** Who gets it is the first whom a topic names; every tag tells something. */
function routeOf(topics: readonly PolicyTopic[]): Route {
  return {
    assigneeId: topics.find(({ assigneeId }) => assigneeId)?.assigneeId ?? null,
    tags: topics.flatMap(({ tag }) => tag ?? []),
  }
}

function handOverReason(prepared: Prepared, isForPeople: boolean): HandoffReason | null {
  const { messages, question, history } = prepared
  const asks = [question, ...messages].some((text) => asksForPerson(text).asks)
  if (asks || saysTalkToPerson(question)) return 'user_asked'
  if (isForPeople) return 'policy_topic'
  if (messages.some(isUpset)) return 'upset'
  if (history.length > 0 && messages.some((text) => smallTalkIn(text) === 'unhappy'))
    return 'negative_feedback'
  // Words beside a file are about it.
  if (prepared.unread.has('file') || (prepared.unread.has('other') && question === '')) return 'unreadable'
  // Who asks something, and says more of it in a voice note, is not answered by half.
  if (prepared.unread.has('voice') && question !== '' && smallTalkIn(question) === null) return 'unreadable'
  return repeats(prepared) ? 'repeated_question' : null
}

/** Of a sticker or a voice note nobody knows what it asks: once it is said what can be read. */
function answerUnread(work: Work, prepared: Prepared, text: string): Answer {
  const { history } = prepared
  if (history.at(-1)?.text === text) return handOver({ work, prepared }, 'unreadable')
  return conclude({ work, prepared }, { action: 'clarify', text })
}

/** The same was asked before, and answered; who is asked back has no answer yet. */
function repeats({ question, history, language }: Prepared): boolean {
  const asked = new Set(termsOf(question, language))
  if (asked.size < SAME_TERMS_MIN) return false
  return history.some(({ from, text }, at) => {
    const answer = history.slice(at + 1).find((turn) => turn.from === 'us')
    const isAnswered = answer && !leavesOpen(answer) && !answer.text.trimEnd().endsWith('?')
    return from === 'contact' && isAnswered && isSame(asked, new Set(termsOf(text, language)))
  })
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.intersection(other).size / one.union(other).size >= SAME_SHARE
}
