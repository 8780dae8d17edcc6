import { END_MAX, meantTerm, questionTerms, START_MIN, slipsIn, WORD_FIELDS } from '@hilo/ai'
import type { ArticleAudience } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

/** More slips in one question are another language. */
const UNKNOWN_MAX = 3

const KNOWN = statement(`
  select distinct a.term from unnest($3::text[]) as a (term), unnest($4::text[]) as f (field)
  cross join lateral (
    select 1 from posting
    where org_id = $1 and field = f.field and term = a.term and audience = any ($2) offset 0) p`)
// A range of the key: of words with the same beginning, which most slips leave as it is.
const LIKE = statement(`
  select u.term as slip, n.term, n.found
  from unnest($4::text[], $5::text[], $6::text[], $7::int[], $8::int[]) as u (term, first, after, least, most)
  cross join lateral (
    select term, sum(size)::int as found from posting
    where org_id = $1 and field = any ($3) and term >= u.first and term < u.after and audience = any ($2)
      and (length(term) between u.least and u.most
        or length(term) between greatest(${START_MIN}, length(u.term) - ${END_MAX}) and length(u.term)
          and starts_with(u.term, posting.term))
    group by term offset 0) n`)

/** The words of a question, and who asks. */
export type Written = { question: string; language: string; audiences: readonly ArticleAudience[] }

/**
 * What was meant by the words of a question that no article has, where one of their words is a slip of the
 * finger away.
 */
export async function mendTerms(tx: OrgTx, written: Written): Promise<ReadonlyMap<string, string>> {
  const [meant = new Map()] = await mendEach(tx, [written], written.audiences)
  return meant
}

/** The same for several questions, each by its place in the list, in two statements. */
export async function mendEach(
  tx: OrgTx,
  questions: readonly Pick<Written, 'question' | 'language'>[],
  audiences: readonly ArticleAudience[],
): Promise<ReadonlyMap<string, string>[]> {
  const asked = questions.map(({ question, language }) =>
    questionTerms(question, language).body.filter((term) => slipsIn(term) > 0),
  )
  const terms = [...new Set(asked.flat())]
  if (terms.length === 0) return asked.map(() => new Map())
  const { rows } = await tx.query<{ term: string }>(KNOWN, [tx.orgId, audiences, terms, WORD_FIELDS])
  const known = new Set(rows.map(({ term }) => term))
  const unknown = asked.map((all) => all.filter((term) => !known.has(term)).slice(0, UNKNOWN_MAX))
  const like = await likeTerms(tx, [...new Set(unknown.flat())], audiences)
  return unknown.map((slips) => {
    const meant = slips.map((slip) => [slip, meantTerm(slip, like.get(slip) ?? [])] as const)
    return new Map(meant.flatMap(([slip, term]) => (term ? [[slip, term] as const] : [])))
  })
}

type Like = { slip: string; term: string; found: number }

async function likeTerms(tx: OrgTx, slips: readonly string[], audiences: readonly ArticleAudience[]) {
  if (slips.length === 0) return new Map<string, Like[]>()
  const letters = slips.map((slip) => slip.codePointAt(0) ?? 0)
  const { rows } = await tx.query<Like>(LIKE, [
    ...[tx.orgId, audiences, WORD_FIELDS, slips],
    letters.map((letter) => String.fromCodePoint(letter)),
    letters.map((letter) => String.fromCodePoint(letter + 1)),
    slips.map((slip) => slip.length - slipsIn(slip)),
    slips.map((slip) => slip.length + slipsIn(slip)),
  ])
  return Map.groupBy(rows, ({ slip }) => slip)
}
