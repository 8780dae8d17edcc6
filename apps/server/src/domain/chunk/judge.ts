import {
  type AskedTerms,
  type Field,
  judgePieces,
  type Occurrences,
  questionTerms,
  toldOtherwise,
  WORD_FIELDS,
} from '@hilo/ai'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { findChunks, type Nearby } from './find.ts'
import { findExact, findExactEach } from './find-exact.ts'
import type { KeptTerms } from './index-articles.ts'
import { mendEach, mendTerms } from './mend-terms.ts'
import { type Found, type Question, searchEach } from './search.ts'

const TOTAL = statement(`
  select coalesce(sum(chunks), 0)::int as total from field_total
  where org_id = $1 and field = 'body' and audience = any ($2)`)
const OCCURRENCES = statement(`
  select a.field, a.term, sum(p.size)::int as found
  from unnest($3::text[], $4::text[]) as a (field, term) cross join lateral (
    select size from posting
    where org_id = $1 and field = a.field and term = a.term and audience = any ($2) offset 0) p
  group by a.field, a.term`)
const TERMS = statement(
  'select id, terms from chunk where org_id = $1 and id = any ($2) and terms is not null',
)

/** A chunk that a question found, and how much of the question it says, from 0 to 1. */
export type Judged = Found & { evidence: number }

export type JudgeOptions = {
  /** Left out. */
  isGone?: (chunk: Found) => boolean
  nearby?: Nearby | null
}

/**
 * The best chunks for a question, that which says most of it first, each with what it proves; below them,
 * of an article that is asked for by its very title and was not among the best, the first piece.
 */
export async function judgeChunks(
  tx: OrgTx,
  written: Question,
  { isGone = () => false, nearby = null }: JudgeOptions = {},
): Promise<Judged[]> {
  const question = { ...written, meant: await mendTerms(tx, written) }
  const best = await findChunks(tx, question, nearby)
  const found = withNamed(best, await findExact(tx, question)).filter((chunk) => !isGone(chunk))
  const asked = askedTerms(question)
  const occurrences = await occurrencesOf(tx, question, asked.terms)
  return judgedBy(await withTerms(tx, found), asked, occurrences)
}

/** The same by their words for several questions of whoever may read as much: in as many statements as for one. */
export async function judgeEach(
  tx: OrgTx,
  written: readonly Pick<Question, 'question' | 'language'>[],
  shared: Pick<Question, 'audiences' | 'limit'>,
): Promise<Judged[][]> {
  if (written.length === 0) return []
  const meant = await mendEach(tx, written, shared.audiences)
  const questions = written.map((one, at) => ({ ...one, meant: meant[at] ?? new Map() }))
  const best = await searchEach(tx, questions, shared)
  const exact = await findExactEach(tx, questions, shared.audiences)
  const found = best.map((chunks, at) => withNamed(chunks, exact[at] ?? []))
  const asked = questions.map(askedTerms)
  const occurrences = await occurrencesOf(tx, shared, [...new Set(asked.flatMap(({ terms }) => terms))])
  const pieces = await withTerms(tx, found.flat())
  let from = 0
  return found.map(({ length }, at) => {
    const own = pieces.slice(from, from + length)
    from += length
    return judgedBy(own, asked[at] ?? NOTHING, occurrences)
  })
}

const NOTHING: AskedTerms = { terms: [], told: [] }

function askedTerms({
  question,
  language,
  meant,
}: Pick<Question, 'question' | 'language' | 'meant'>): AskedTerms {
  const { body: terms } = questionTerms(question, language, meant)
  return { terms, told: toldOtherwise(question, language) }
}

function withNamed(best: readonly Found[], exact: readonly Found[]): Found[] {
  return [...best, ...exact.filter(({ articleId }) => !best.some((chunk) => chunk.articleId === articleId))]
}

type Pieces = Awaited<ReturnType<typeof withTerms>>

function judgedBy(pieces: Pieces, asked: AskedTerms, occurrences: Occurrences): Judged[] {
  return judgePieces(asked, occurrences, pieces).flatMap(({ index, evidence }) => {
    const piece = pieces[index]
    return piece ? [{ ...piece.chunk, evidence }] : []
  })
}

async function occurrencesOf(
  tx: OrgTx,
  { audiences }: Pick<Question, 'audiences'>,
  terms: readonly string[],
): Promise<Occurrences> {
  const asked = WORD_FIELDS.flatMap((field) => terms.map((term) => ({ field, term })))
  const { rows: totals } = await tx.query<{ total: number }>(TOTAL, [tx.orgId, audiences])
  const { rows } = await tx.query<{ field: Field; term: string; found: number }>(OCCURRENCES, [
    ...[tx.orgId, audiences, asked.map(({ field }) => field), asked.map(({ term }) => term)],
  ])
  const foundIn = (field: Field) =>
    new Map(rows.filter((row) => row.field === field).map(({ term, found }) => [term, found]))
  return {
    total: totals[0]?.total ?? 0,
    found: { title: foundIn('title'), body: foundIn('body'), alternate: foundIn('alternate') },
  }
}

async function withTerms(tx: OrgTx, found: readonly Found[]) {
  const { rows } = await tx.query<{ id: string; terms: Buffer }>(TERMS, [
    tx.orgId,
    found.map(({ chunkId }) => chunkId),
  ])
  const byId = new Map(rows.map(({ id, terms }) => [id, decode<KeptTerms>(terms)]))
  return found.map((chunk) => {
    const { score, title, body, trigram, alternate } = chunk
    const kept = byId.get(chunk.chunkId)
    return {
      chunk,
      score,
      signals: { title, body, trigram, alternate },
      terms: new Set(WORD_FIELDS.flatMap((field) => kept?.[field].terms ?? [])),
    }
  })
}
