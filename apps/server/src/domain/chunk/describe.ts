import type { Shape } from '@hilo/ai'
import type { Candidate, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const READ = statement(`
  select c.id as "chunkId", c.article_id as "articleId", c.version, c.starts_at as start, c.ends_at as "end",
         c.headings, c.shape, v.title, v.body, v.language, v.alternates, v.audience, s.kind
  from chunk c
  join article_version v on v.org_id = c.org_id and v.article_id = c.article_id and v.version = c.version
  join article a on a.org_id = c.org_id and a.id = c.article_id
  join source s on s.org_id = a.org_id and s.id = a.source_id
  where c.org_id = $1 and c.id = any ($2)`)

/** A chunk with its words, as the version of its article has them. */
export type DescribedChunk = Omit<Candidate, 'score' | 'signals' | 'evidence'> & {
  shape: Shape
  language: string
  alternates: string[]
}

type Row = Omit<DescribedChunk, 'headings' | 'title' | 'text' | 'alternates'> & {
  headings: Buffer
  title: Buffer
  body: Buffer
  alternates: Buffer
}

/** The words of chunks, in their order; also of those that are found no more. */
export async function describeChunks(
  tx: OrgTx,
  chunks: readonly { chunkId: Id }[],
): Promise<DescribedChunk[]> {
  const { rows } = await tx.query<Row>(READ, [tx.orgId, chunks.map(({ chunkId }) => chunkId)])
  const byId = new Map(rows.map((row) => [row.chunkId, row]))
  return chunks.flatMap(({ chunkId }) => {
    const row = byId.get(chunkId)
    if (!row) return []
    const { headings, title, body, alternates, ...rest } = row
    return [
      {
        ...rest,
        headings: decode<string[]>(headings),
        title: decode<string>(title),
        alternates: decode<string[]>(alternates),
        text: decode<string>(body).slice(rest.start, rest.end),
      },
    ]
  })
}
