import { decideLanguage, languageOfTalk, openDetector } from '@hilo/ai'
import { baseLanguage, type Id, type Suggestion } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { listOpenQuestions, type OpenQuestion, withoutSecrets } from '../gap/gap.ts'
import { readWays } from '../org/ways.ts'
import { listPeopleOnly } from './people-only.ts'
import { questionIn } from './question-in.ts'
import { askedBefore, MESSAGES_MAX, type Said, saidAfter } from './said.ts'

const OPEN_MAX = 200
const SHOWN_MAX = 30
/** An answer that takes more than this is a talk, and no article. */
const ANSWER_MAX = 4_000
const LANGUAGES = ['en', 'es', 'pt']

/** What a member said to a question in conversations that are closed by now, the newest first. */
export async function listSuggestions(tx: OrgTx): Promise<Suggestion[]> {
  const solved = [...(await solvedForAi(tx)), ...(await solvedAlone(tx))]
  return solved.sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1)).slice(0, SHOWN_MAX)
}

/** Where AI had the turn: it knew nothing, it did not help, or the contact wanted a person. */
async function solvedForAi(tx: OrgTx): Promise<Suggestion[]> {
  const open = (await listOpenQuestions(tx, { kind: 'suggestion', limit: OPEN_MAX })).filter(isLast)
  const said = await saidAfter(tx, open)
  const before = await askedBefore(
    tx,
    open.filter(({ text, conversationId }) => said.has(conversationId) && questionIn(text) === ''),
  )
  return open.flatMap(({ answerId: id, conversationId, reason, language, text, askedAt }) => {
    const asked = [text, ...(before.get(conversationId) ?? [])].map(questionIn).find(Boolean)
    const solved = solutionIn(said.get(conversationId) ?? [], asked)
    return solved ? [{ ...solved, id, conversationId, reason, language, askedAt: askedAt.toISOString() }] : []
  })
}

/** People answer what a conversation was handed over with, which is the last that AI left to them. */
function isLast(question: OpenQuestion, at: number, all: readonly OpenQuestion[]): boolean {
  return all.findIndex(({ conversationId }) => conversationId === question.conversationId) === at
}

/** Where only people answer. */
async function solvedAlone(tx: OrgTx): Promise<Suggestion[]> {
  const places = (await listPeopleOnly(tx)).map((conversationId) => ({ conversationId, readSeq: 0 }))
  if (places.length === 0) return []
  const said = await saidAfter(tx, places)
  const languageOf = await openLanguages(tx)
  return [...said].flatMap(([id, messages]) => suggestionOf(id, messages, languageOf))
}

function suggestionOf(id: Id, said: readonly Said[], languageOf: (text: string) => string): Suggestion[] {
  const solved = solutionIn(said)
  if (!solved) return []
  const { askedAt, question } = solved
  const language = languageOf(question)
  return [{ ...solved, id, conversationId: id, reason: null, language, askedAt: askedAt.toISOString() }]
}

type Solved = { question: string; answer: string; askedAt: Date }

/** What was asked, if that is not known the first that a contact asks here, and what members said to it. */
function solutionIn(said: readonly Said[], asked?: string): Solved | null {
  const at = asked === undefined ? said.findIndex(isQuestion) : -1
  const first = said[Math.max(at, 0)]
  if (!first || said.length > MESSAGES_MAX || (asked === undefined && at < 0)) return null
  const texts = said.slice(at + 1).flatMap(({ author, text }) => (author === 'agent' && text ? [text] : []))
  const question = withoutSecrets(asked ?? questionIn(first.text))
  const answer = withoutSecrets(texts.join('\n\n'))
  const isWhole = question !== '' && answer !== '' && answer.length <= ANSWER_MAX
  return isWhole ? { question, answer, askedAt: first.at } : null
}

function isQuestion({ author, text }: Said): boolean {
  return author === 'contact' && questionIn(text) !== ''
}

/** In which language something is that nobody has read yet. */
async function openLanguages(tx: OrgTx): Promise<(text: string) => string> {
  const own = baseLanguage((await readWays(tx)).locale)
  const org: [string, ...string[]] = [own, ...LANGUAGES.filter((language) => language !== own)]
  const detect = await openDetector()
  return (text) =>
    decideLanguage(detect(text, org), { conversation: null, browser: languageOfTalk(text), org })
}
