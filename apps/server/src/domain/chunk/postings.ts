import { FIELDS, type Field, type FieldTerms } from '@hilo/ai'
import type { ArticleAudience } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// The terms of chunks, packed: one row a term and 4096 numbers. A change rewrites the rows of its own terms.
// The caller holds the lock of the org's knowledge.

const BLOCK_BITS = 12
/** How an entry is read: its number within the block, how often the term is there, how long the field is. */
export const BLOCK_SIZE = 1 << BLOCK_BITS
export const COUNT_SHIFT = 14
export const NUMBER_SHIFT = COUNT_SHIFT + 5

/** What of a chunk stands in the postings. */
export type Posted = { no: number; audience: ArticleAudience; fields: Record<Field, FieldTerms> }

// In the order of the key, so that the rows are visited one beside the other.
const ADD = statement(`
  insert into posting (org_id, audience, field, term, block, entries, size)
  select $1, audience, field, term, block, array_agg(entry order by entry), count(*)
  from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[])
    as t (audience, field, term, block, entry)
  group by field, term, audience, block
  order by field, term collate "C", audience, block
  on conflict (org_id, field, term, audience, block) do update
  set entries = posting.entries || excluded.entries, size = posting.size + excluded.size`)

const REMOVE = statement(`
  with asked as (
    select audience, field, term, block, array_agg(entry) as numbers
    from unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::int[])
      as t (audience, field, term, block, entry)
    group by field, term, audience, block
  )
  update posting p
  set entries = array(select e from unnest(p.entries) e where e >> ${NUMBER_SHIFT} <> all (a.numbers)),
      size = (select count(*) from unnest(p.entries) e where e >> ${NUMBER_SHIFT} <> all (a.numbers))
  from asked a
  where p.org_id = $1 and p.field = a.field and p.term = a.term and p.audience = a.audience
    and p.block = a.block`)
const SWEEP = statement(`
  delete from posting p using (
    select distinct audience, field, term, block
    from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as t (audience, field, term, block)
  ) a
  where p.org_id = $1 and p.field = a.field and p.term = a.term and p.audience = a.audience
    and p.block = a.block and p.size = 0`)

const COUNT = statement(`
  insert into field_total (org_id, audience, field, chunks, filled, length)
  select $1, audience, field, chunks, filled, length
  from unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::int[])
    as t (audience, field, chunks, filled, length)
  order by audience, field
  on conflict (org_id, audience, field) do update
  set chunks = field_total.chunks + excluded.chunks, filled = field_total.filled + excluded.filled,
      length = field_total.length + excluded.length`)

/** Lets chunks be found by their terms. */
export async function addPostings(tx: OrgTx, chunks: readonly Posted[]): Promise<void> {
  const { audiences, fields, terms, blocks, offsets, rest } = columnsOf(chunks)
  const entries = offsets.map((offset, at) => (offset << NUMBER_SHIFT) | (rest[at] ?? 0))
  await tx.query(ADD, [tx.orgId, audiences, fields, terms, blocks, entries])
  await count(tx, chunks, 1)
}

/** Takes chunks away that were added with just these terms. */
export async function removePostings(tx: OrgTx, chunks: readonly Posted[]): Promise<void> {
  const { audiences, fields, terms, blocks, offsets } = columnsOf(chunks)
  await tx.query(REMOVE, [tx.orgId, audiences, fields, terms, blocks, offsets])
  await tx.query(SWEEP, [tx.orgId, audiences, fields, terms, blocks])
  await count(tx, chunks, -1)
}

function columnsOf(chunks: readonly Posted[]) {
  const rows = chunks.flatMap(({ no, audience, fields }) =>
    FIELDS.flatMap((field) =>
      [...fields[field].counts].map(([term, often]) => ({
        ...{ audience, field, term, block: no >> BLOCK_BITS, offset: no & (BLOCK_SIZE - 1) },
        rest: (often << COUNT_SHIFT) | fields[field].length,
      })),
    ),
  )
  return {
    audiences: rows.map(({ audience }) => audience),
    fields: rows.map(({ field }) => field),
    terms: rows.map(({ term }) => term),
    blocks: rows.map(({ block }) => block),
    offsets: rows.map(({ offset }) => offset),
    rest: rows.map(({ rest }) => rest),
  }
}

async function count(tx: OrgTx, chunks: readonly Posted[], sign: 1 | -1): Promise<void> {
  const rows = [...Map.groupBy(chunks, ({ audience }) => audience)].flatMap(([audience, own]) =>
    FIELDS.map((field) => {
      const lengths = own.map(({ fields }) => fields[field].length)
      const filled = lengths.filter((length) => length > 0).length
      return { audience, field, filled, chunks: own.length, length: lengths.reduce((a, b) => a + b, 0) }
    }),
  )
  await tx.query(COUNT, [
    ...[tx.orgId, rows.map(({ audience }) => audience), rows.map(({ field }) => field)],
    rows.map(({ chunks: all }) => sign * all),
    rows.map(({ filled }) => sign * filled),
    rows.map(({ length }) => sign * length),
  ])
}
