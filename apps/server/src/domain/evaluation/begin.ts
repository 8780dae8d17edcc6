import { AppError, type Evaluation, type Id, type InstructionPlace, newId, TRIED_MAX } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { getInstruction } from '../ai-instruction/ai-instruction.ts'
import { getVersions, inOrder, lockArticles } from '../article/article.ts'
import { conflict } from '../issue/refuse.ts'
import type { Job } from '../job/enqueue.ts'
import { getSource } from '../source/source.ts'
import { areTooMuch, waitingOf } from '../source-publication/waiting.ts'
import { casesOf, lockSet } from '../test-set/test-set.ts'
import type { PlannedCase } from './evaluation.ts'
import { freezeWords, hashOfKnown, knownArticles } from './freeze-words.ts'
import { hashOfArticles, hashOfWords } from './hash-words.ts'
import { getEvaluation } from './read.ts'
import { readSetup, toolPlaces } from './setup.ts'

const ADD = statement(`
  insert into evaluation (org_id, id, set_id, set_name, set_revision, client_id, status, cause, draft,
    draft_hash, org_version, knowledge, plays, cases, plan, words, member_id, api_key_id,
    article_ids, article_versions, article_revisions, articles, setup, source_id)
  values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21, $22, $23)`)
const KNOWN = statement('select id from evaluation where org_id = $1 and client_id = $2')
const LIVE = statement(`
  select 1 from evaluation where org_id = $1 and set_id = $2 and status in ('waiting', 'running')`)
// The id of the job is the evaluation's, so that there is one.
const PLANT = statement('insert into job (org_id, id, kind, payload, due_at) values ($1, $2, $3, $4, now())')
export type Begin = {
  setId: Id
  clientId: string
  cause: Evaluation['cause']
  /** Whose newest words are tried; null: what holds. */
  draft: InstructionPlace | null
  /** The articles whose newest words are tried together as if they were published. */
  articleIds?: readonly Id[]
  /** In their place all that waits of a source. */
  sourceId?: Id | undefined
}

/**
 * Begins to try a set on the knowledge and the instructions of now, with what is written of one of them but
 * does not hold yet. Asked twice with the same client id it is one.
 *
 * @throws AppError `not_found`; `conflict` when the set is being tried already, has no case, or nothing is
 * written that could be tried; `invalid_request` when both are to be tried at once.
 */
export async function beginEvaluation(
  tx: OrgTx,
  { memberId, apiKeyId }: ActorIds,
  { setId, clientId, cause, draft, articleIds = [], sourceId }: Begin,
): Promise<Evaluation> {
  const set = await lockSet(tx, setId)
  const { rows: known } = await tx.query<{ id: Id }>(KNOWN, [tx.orgId, clientId])
  if (known[0]) return getEvaluation(tx, known[0].id)
  if (await isBeingEvaluated(tx, setId))
    throw conflict(
      [],
      'This test set is being evaluated: wait for it, or cancel it.',
      'Este conjunto se está evaluando: espera, o cancélalo.',
    )
  const cases = await planCases(tx, setId, draft)
  if (cases.length === 0)
    throw conflict(
      [],
      'This test set has no case yet: write one first.',
      'Este conjunto todavía no tiene casos: escribe uno antes.',
    )
  const id = newId()
  const chosen = sourceId === undefined ? articleIds : await draftsOf(tx, sourceId, articleIds)
  const tried = await readTried(tx, { draft, articleIds: chosen })
  // The org's version is told also where no case is of the org alone.
  const places = ['org', ...cases.map(({ inboxId }) => inboxId ?? 'org')]
  const words = await freezeWords(tx, draft, places)
  const orgVersion = words.org?.orgVersion ?? null
  const played = await knownArticles(tx, tried.articles)
  const setup = await readSetup(tx, toolPlaces(cases))
  const columnOf = (key: keyof BegunArticle) =>
    tried.articles.length === 0 ? null : tried.articles.map((one) => one[key])
  await tx.query(ADD, [
    ...[tx.orgId, id, setId, set.name, set.revision, clientId, cause, draft, tried.hash, orgVersion],
    ...[hashOfKnown(played), set.plays, cases.length, encode(cases), encode(words), memberId, apiKeyId],
    ...[columnOf('articleId'), columnOf('version'), columnOf('revision'), encode(played), encode(setup)],
    sourceId ?? null,
  ])
  const job: Job = { kind: 'evaluate', evaluationId: id }
  await tx.query(PLANT, [tx.orgId, id, job.kind, encode(job)])
  return getEvaluation(tx, id)
}

/** A case of no inbox is of every one: where an inbox's draft is tried, it is played there. */
async function planCases(tx: OrgTx, setId: Id, draft: InstructionPlace | null): Promise<PlannedCase[]> {
  const everywhere = draft === 'org' ? null : draft
  const cases = await casesOf(tx, setId)
  return cases.map(({ changedAt: _, ...one }) => ({ ...one, inboxId: one.inboxId ?? everywhere }))
}

export async function isBeingEvaluated(tx: OrgTx, setId: Id): Promise<boolean> {
  const { rowCount } = await tx.query(LIVE, [tx.orgId, setId])
  return rowCount !== 0
}

/** @throws AppError `not_found`; `conflict` when nothing waits, or more than can be tried together */
async function draftsOf(tx: OrgTx, sourceId: Id, chosen: readonly Id[]): Promise<Id[]> {
  if (chosen.length > 0) throw new AppError('invalid_request', 'Name articles or a source, not both.')
  await getSource(tx, sourceId)
  const waiting = await waitingOf(tx, sourceId)
  if (waiting.length === 0) throw conflict([], 'Nothing of this source waits.', 'Nada de esta fuente espera.')
  if (areTooMuch(waiting))
    throw conflict(
      [],
      `What waits is more than can be tried together, ${TRIED_MAX} drafts: publish some of them first.`,
      `Lo que espera es más de lo que se puede probar junto, ${TRIED_MAX} borradores: publica antes algunos.`,
    )
  return waiting.map(({ articleId }) => articleId)
}

type BegunArticle = { articleId: Id; version: number; revision: number }
type Tried = { hash: string | null; articles: BegunArticle[] }

/** What is tried and does not hold yet. */
async function readTried(
  tx: OrgTx,
  { draft, articleIds }: { draft: InstructionPlace | null; articleIds: readonly Id[] },
): Promise<Tried> {
  if (draft !== null && articleIds.length > 0)
    throw new AppError('invalid_request', 'Try the draft of instructions or of articles, not both at once.')
  if (draft !== null) return { hash: await hashOfDraft(tx, draft), articles: [] }
  if (articleIds.length === 0) return { hash: null, articles: [] }
  const states = await lockArticles(tx, inOrder(articleIds))
  if (states.some(({ version, publishedVersion }) => version === publishedVersion))
    throw conflict(
      [],
      'What is written of this article answers already: try what is published.',
      'Lo escrito de este artículo ya responde: prueba lo publicado.',
    )
  const articles = states.map(({ id: articleId, version, revision }) => ({ articleId, version, revision }))
  return { hash: hashOfArticles(await getVersions(tx, articles)), articles }
}

async function hashOfDraft(tx: OrgTx, place: InstructionPlace): Promise<string> {
  const { newest } = await getInstruction(tx, place)
  if (!newest)
    throw conflict(
      [],
      'No instructions are written here yet: write some, or try what is published.',
      'Aquí todavía no hay instrucciones escritas: escríbelas, o prueba lo publicado.',
    )
  return hashOfWords(newest.words)
}
