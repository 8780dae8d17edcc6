import {
  COUNT_MAX,
  FIELDS,
  type Field,
  LENGTH_MAX,
  LENGTH_WEIGHT,
  questionTerms,
  RANK_OFFSET,
  RANKED_MAX,
  SATURATION,
  WEIGHTS,
} from '@hilo/ai'
import type { ArticleAudience, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { mendTerms } from './mend-terms.ts'
import { BLOCK_SIZE, COUNT_SHIFT, NUMBER_SHIFT } from './postings.ts'

// What `indexPieces` of @hilo/ai finds in memory, found in the postings. Every condition is on columns of the
// key and is leakproof: row-level security costs nothing, and no function with its owner's rights is needed.

/** So many entries of a field are read for candidates, of the rarest terms; the others, for those alone. */
const ENTRIES_MAX = 10_000

const NUMBER = `block * ${BLOCK_SIZE} + (e >> ${NUMBER_SHIFT})`
const COUNT = `((e >> ${COUNT_SHIFT}) & ${COUNT_MAX})`
// `weigh` of @hilo/ai, divided by the count.
const DAMPING = `${SATURATION * (1 - LENGTH_WEIGHT)} + (e & ${LENGTH_MAX}) * by_length`

/** What each entry of some terms adds to its chunk. */
const entriesOf = (words: string) => `
  select field, ${NUMBER} as no, worth / (1 + (${DAMPING}) / ${COUNT}) as points from (
    select l.field, l.block, w.by_length, w.worth, unnest(l.entries) as e
    from list l join word w on w.field = l.field and w.term = l.term and ${words}) entry`

const FIELD_WEIGHTS = Object.entries(WEIGHTS).flatMap(([shape, weights]) =>
  FIELDS.map((field) => `('${shape}', '${field}', ${weights[field]}::float8)`),
)

const SIGNALS = FIELDS.map(
  (field) => `coalesce(max(r.points) filter (where r.field = '${field}'), 0) / 1e6::float8 as "${field}"`,
)

// A score is compared in millionths: the order in which terms are added must not part equals. Each `offset 0`
// keeps a look-up by the whole key one: without statistics of the lists the planner prefers half of it.
/** `asked`: where the terms come from; `more`: what else is read of each. */
const search = (asked: string, more: readonly string[] = []) => `
  with total as materialized (
    select field, sum(chunks)::float8 as chunks,
           greatest(sum(filled), 1) / greatest(sum(length), 1)::float8 as by_average
    from field_total where org_id = $1 and audience = any ($2) group by field
  ), list as materialized (
    select a.field, a.term, p.block, p.entries,
           sum(p.size) over (partition by a.field, a.term)::float8 as found
    from ${asked} as a (field, term) cross join lateral (
      select block, entries, size from posting
      where org_id = $1 and field = a.field and term = a.term and audience = any ($2) offset 0) p
  ), word as materialized (
    select w.field, w.term, ${SATURATION * LENGTH_WEIGHT} * t.by_average as by_length,
           ${1e6 * (SATURATION + 1)} * ln(1 + (t.chunks - w.found + 0.5) / (w.found + 0.5)) as worth,
           coalesce(sum(w.found) over (partition by w.field order by w.found, w.term
             rows between unbounded preceding and 1 preceding), 0) < ${ENTRIES_MAX} as is_rare
    from (select distinct field, term, found from list) w join total t on t.field = w.field
  ), few as materialized (
    select field, no, points from (
      select field, no, points, row_number() over (partition by field order by points desc, no) as row
      from (select field, no, sum(points) as points from (${entriesOf('w.is_rare')}) e group by 1, 2) s) n
    where row <= ${RANKED_MAX}
  ), score as materialized (
    select field, no, sum(points)::bigint as points from (
      select field, no, points from few
      union all
      select e.field, e.no, e.points from (${entriesOf('not w.is_rare')}) e
      join few f on f.field = e.field and f.no = e.no) s
    group by 1, 2
  ), ranked as materialized (
    select field, no, points, dense_rank() over (partition by field order by points desc) as place from score
  ), hit as materialized (
    select r.*, c.* from ranked r cross join lateral (
      select id, article_id, version, shape from chunk where org_id = $1 and no = r.no offset 0) c
  )
  select r.id as "chunkId", r.article_id as "articleId", r.version,
         sum(w.weight / (${RANK_OFFSET} + r.place)) as score, 0::float8 as meaning,
         ${[...SIGNALS, ...more].join(', ')}
  from hit r
  join (values ${FIELD_WEIGHTS.join(', ')}) as w (shape, field, weight)
    on w.shape = r.shape and w.field = r.field and w.weight > 0
  group by r.no, r.id, r.article_id, r.version
  order by score desc, r.no limit $5`

const SEARCH = statement(search('unnest($3::text[], $4::text[])'))
/** It is in no term. */
const BETWEEN = '\u001f'
// The terms of a question are one text: a list of lists would have to be as long in each.
const ONE_OF_EACH = 'unnest(string_to_array(q.fields, $6), string_to_array(q.terms, $6))'
const SEARCH_EACH = statement(`
  select q.at::int - 1 as at, s.*
  from unnest($3::text[], $4::text[]) with ordinality as q (fields, terms, at)
  cross join lateral (${search(ONE_OF_EACH, ['r.no'])}) s
  order by q.at, s.score desc, s.no`)

/** A chunk that a question found. */
export type Found = {
  chunkId: Id
  articleId: Id
  version: number
  score: number
  /** How near it is in meaning; 0 where that was not looked at, or it is not. */
  meaning: number
} & Record<Field, number>

export type Question = {
  question: string
  language: string
  audiences: readonly ArticleAudience[]
  limit: number
  /** What was meant by words of it, where that is known already. */
  meant?: ReadonlyMap<string, string>
}

/** The best chunks for a question, the best first; none when nothing has a word of it. */
export async function searchChunks(tx: OrgTx, written: Question): Promise<Found[]> {
  const { audiences, limit } = written
  const asked = termsAsked({ ...written, meant: written.meant ?? (await mendTerms(tx, written)) })
  const { rows } = await tx.query<Found>(SEARCH, [
    ...[tx.orgId, audiences, asked.map(({ field }) => field), asked.map(({ term }) => term), limit],
  ])
  return rows
}

/** The same for several questions in one statement, each by its place in the list. */
export async function searchEach(
  tx: OrgTx,
  questions: readonly Pick<Question, 'question' | 'language' | 'meant'>[],
  { audiences, limit }: Pick<Question, 'audiences' | 'limit'>,
): Promise<Found[][]> {
  const asked = questions.map(termsAsked)
  const fields = asked.map((terms) => terms.map(({ field }) => field).join(BETWEEN))
  const terms = asked.map((all) => all.map(({ term }) => term).join(BETWEEN))
  type Row = Found & { at: number; no: number }
  const { rows } = await tx.query<Row>(SEARCH_EACH, [...[tx.orgId, audiences, fields, terms, limit, BETWEEN]])
  const found = questions.map((): Found[] => [])
  for (const { at, no: _, ...chunk } of rows) found[at]?.push(chunk)
  return found
}

function termsAsked({ question, language, meant }: Pick<Question, 'question' | 'language' | 'meant'>) {
  const terms = questionTerms(question, language, meant)
  return FIELDS.flatMap((field) => terms[field].map((term) => ({ field, term })))
}
