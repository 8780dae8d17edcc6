import { type ArticleAudience, baseLanguage } from '@hilo/protocol'
import type { OrgTx } from '../db/database.ts'
import { twinsIn } from '../domain/article-variant/twins.ts'
import { describeChunks } from '../domain/chunk/describe.ts'
import type { FoundChunk } from './found-chunk.ts'

type Asked = { language: string; audiences: readonly ArticleAudience[] }

/**
 * The articles that a contact may be named, of those that came near: each once, and in the contact's language
 * where there it says the same. What is in another one only is named where nothing else is.
 */
export async function worthNaming(
  tx: OrgTx,
  near: readonly FoundChunk[],
  { language, audiences }: Asked,
): Promise<readonly FoundChunk[]> {
  const isOwn = (one: FoundChunk) => baseLanguage(one.language) === baseLanguage(language)
  const articleIds = near.filter((one) => !isOwn(one)).map(({ articleId }) => articleId)
  const twins = await twinsIn(tx, { articleIds, language, audiences })
  const described = await describeChunks(tx, twins)
  const named = near.map((one) => {
    const twin = twins.find(({ of }) => of === one.articleId)
    const chunk = twin && described.find(({ chunkId }) => chunkId === twin.chunkId)
    if (!chunk) return one
    const { shape: _, alternates: _alternates, ...words } = chunk
    // How near it is was found of what says the same.
    return { ...one, ...words }
  })
  const own = named.filter(isOwn)
  return (own.length > 0 ? own : named).filter(isFirstOfArticle)
}

function isFirstOfArticle({ articleId }: FoundChunk, at: number, all: readonly FoundChunk[]): boolean {
  return all.findIndex((one) => one.articleId === articleId) === at
}
