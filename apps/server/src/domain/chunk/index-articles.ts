import {
  chunkMarkdown,
  FIELDS,
  type Field,
  type FieldTerms,
  fieldsOf,
  type Shape,
  shapeOf,
  TERMS_VERSION,
} from '@hilo/ai'
import { type ArticleAudience, type ArticleVersion, type Id, newId } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { getVersions } from '../article/article.ts'
import { giveNumbers, lockKnowledge } from '../knowledge/knowledge.ts'
import { addPostings, type Posted, removePostings } from './postings.ts'

const FOUND = statement(`
  select c.no, c.terms, v.audience from chunk c
  join article_version v on v.org_id = c.org_id and v.article_id = c.article_id and v.version = c.version
  where c.org_id = $1 and c.article_id = any ($2) and c.no is not null order by c.no`)
const HIDE = statement(`
  update chunk set no = null, terms = null where org_id = $1 and article_id = any ($2) and no is not null`)
// The chunks of a version that is published again are those that were quoted.
const SHOW = statement(`
  insert into chunk (org_id, id, article_id, version, place, starts_at, ends_at, headings, no, terms, shape,
                     indexed_as)
  select $1, t.*, $12 from unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[],
                                  $8::bytea[], $9::int[], $10::bytea[], $11::text[]) as t
  on conflict (org_id, article_id, version, place) do update set no = excluded.no, terms = excluded.terms,
    indexed_as = excluded.indexed_as`)

// A number that nobody asks for; what is on a picture is found.
const PICTURE = /(?<=\]\()picture:[\da-f-]{36}(?=\))/g

/** How a chunk's terms are kept until it is taken away. */
export type KeptTerms = Record<Field, { terms: string[]; length: number }>

/** What is to be found of an article; null: nothing. */
export type Indexed = { articleId: Id; version: number | null }

/**
 * Lets the chunks of versions be found in place of those that their articles had. Only the postings of the
 * articles' own terms are written.
 */
export async function indexArticles(tx: OrgTx, articles: readonly Indexed[]): Promise<void> {
  const next = await lockKnowledge(tx)
  const numbers = { free: await hide(tx, articles), next }
  const shown = articles.flatMap(({ articleId, version }) =>
    version === null ? [] : [{ articleId, version }],
  )
  const versions = await getVersions(tx, shown)
  await show(
    tx,
    versions.flatMap((version) => chunksOf(version, numbers)),
  )
  await giveNumbers(tx, numbers.next)
}

/** Takes away what is found of articles; the numbers are free then. */
async function hide(tx: OrgTx, articles: readonly Indexed[]): Promise<number[]> {
  type Row = { no: number; terms: Buffer; audience: ArticleAudience }
  const ids = articles.map(({ articleId }) => articleId)
  const { rows } = await tx.query<Row>(FOUND, [tx.orgId, ids])
  if (rows.length === 0) return []
  await removePostings(
    tx,
    rows.map(({ no, terms, audience }) => ({ no, audience, fields: fieldsKept(decode<KeptTerms>(terms)) })),
  )
  await tx.query(HIDE, [tx.orgId, ids])
  return rows.map(({ no }) => no)
}

/** The pieces of a version, as they are found. */
export function piecesOf({ body, alternates }: Pick<ArticleVersion, 'body' | 'alternates'>) {
  const chunks = chunkMarkdown(body)
  // The title may say it all.
  if (chunks.length === 0) chunks.push({ headings: [], start: 0, end: 0 })
  const shape = shapeOf({ pieces: chunks.length, alternates })
  return chunks.map((chunk) => ({ ...chunk, shape }))
}

type NewChunk = Posted & {
  articleId: Id
  version: number
  place: number
  start: number
  end: number
  headings: string[]
  shape: Shape
}

/** Numbers are used again, so that an article which changes often fills no blocks. */
function chunksOf(version: ArticleVersion, numbers: { free: number[]; next: number }): NewChunk[] {
  const { title, body, alternates, language, audience, articleId } = version
  return piecesOf(version).map(({ headings, start, end, shape }, place) => {
    const words = { title, headings, body: body.slice(start, end).replace(PICTURE, ''), alternates }
    return {
      ...{
        no: numbers.free.shift() ?? numbers.next++,
        articleId,
        version: version.version,
        place,
        start,
        end,
      },
      ...{ headings, audience, shape, fields: fieldsOf({ ...words, language, shape }) },
    }
  })
}

async function show(tx: OrgTx, chunks: readonly NewChunk[]): Promise<void> {
  if (chunks.length === 0) return
  const column = <K extends keyof NewChunk>(key: K) => chunks.map((chunk) => chunk[key])
  await tx.query(SHOW, [
    ...[tx.orgId, chunks.map(() => newId()), column('articleId'), column('version'), column('place')],
    ...[column('start'), column('end'), chunks.map(({ headings }) => encode(headings)), column('no')],
    ...[chunks.map(({ fields }) => encode(keep(fields))), column('shape'), TERMS_VERSION],
  ])
  await addPostings(tx, chunks)
}

function keep(fields: Record<Field, FieldTerms>): KeptTerms {
  return mapFields(fields, ({ counts, length }) => ({ terms: [...counts.keys()], length }))
}

function fieldsKept(kept: KeptTerms): Record<Field, FieldTerms> {
  return mapFields(kept, ({ terms, length }) => ({ counts: new Map(terms.map((term) => [term, 1])), length }))
}

function mapFields<From, To>(fields: Record<Field, From>, change: (from: From) => To): Record<Field, To> {
  return Object.fromEntries(FIELDS.map((field) => [field, change(fields[field])])) as Record<Field, To>
}
