import { meantTerm, questionTerms, slipsIn, WORD_FIELDS } from '@hilo/ai'
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
  select term, sum(size)::int as found from posting
  where org_id = $1 and field = any ($3) and term >= $4 and term < $5 and audience = any ($2)
    and length(term) between $6 and $7
  group by term`)

/** The words of a question, and who asks. */
export type Written = { question: string; language: string; audiences: readonly ArticleAudience[] }

/**
 * What was meant by the words of a question that no article has, where one of their words is a slip of the
 * finger away.
 */
export async function mendTerms(
  tx: OrgTx,
  { question, language, audiences }: Written,
): Promise<ReadonlyMap<string, string>> {
  const terms = questionTerms(question, language).body.filter((term) => slipsIn(term) > 0)
  if (terms.length === 0) return new Map()
  const { rows } = await tx.query<{ term: string }>(KNOWN, [tx.orgId, audiences, terms, WORD_FIELDS])
  const known = new Set(rows.map(({ term }) => term))
  const meant = new Map<string, string>()
  for (const term of terms.filter((one) => !known.has(one)).slice(0, UNKNOWN_MAX)) {
    const near = meantTerm(term, await likeTerms(tx, term, audiences))
    if (near) meant.set(term, near)
  }
  return meant
}

async function likeTerms(tx: OrgTx, term: string, audiences: readonly ArticleAudience[]) {
  const first = String.fromCodePoint(term.codePointAt(0) ?? 0)
  const after = String.fromCodePoint((term.codePointAt(0) ?? 0) + 1)
  const [least, most] = [term.length - slipsIn(term), term.length + slipsIn(term)]
  const { rows } = await tx.query<{ term: string; found: number }>(LIKE, [
    ...[tx.orgId, audiences, WORD_FIELDS, first, after, least, most],
  ])
  return rows
}
