import type { Id, MediaWords, MediaWordsFailure } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const READ = statement(`
  select media_id as "mediaId", kind, status, words, language, seconds, provider, model, failure
  from media_words where org_id = $1 and media_id = any ($2::uuid[])`)

type Row = Omit<MediaWords, 'text' | 'failure'> & {
  mediaId: Id
  words: Buffer | null
  failure: MediaWordsFailure | null
}

/** What is known of the words for these files. Asks nothing when there are none. */
export async function wordsOfMedia(tx: OrgTx, mediaIds: readonly Id[]): Promise<Map<Id, MediaWords>> {
  if (mediaIds.length === 0) return new Map()
  const { rows } = await tx.query<Row>(READ, [tx.orgId, mediaIds])
  return new Map(
    rows.map(({ mediaId, words, ...known }) => [mediaId, { ...known, text: decodeOrNull<string>(words) }]),
  )
}

/** Which files can be put into words: who sends a sticker or a document says nothing by it. */
export const WORDS_OF_KIND = { audio: 'transcript', image: 'description' } as const

export type WordedKind = keyof typeof WORDS_OF_KIND

export function isWorded(kind: string): kind is WordedKind {
  return Object.hasOwn(WORDS_OF_KIND, kind)
}
