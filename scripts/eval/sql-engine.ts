import { newId } from '@hilo/protocol'
import type { Ground } from '../../apps/server/src/app.ts'
import { NOBODY } from '../../apps/server/src/domain/actor/actor.ts'
import { createArticle } from '../../apps/server/src/domain/article/create.ts'
import { publishArticle } from '../../apps/server/src/domain/article/publish.ts'
import { describeChunks } from '../../apps/server/src/domain/chunk/describe.ts'
import { searchChunks } from '../../apps/server/src/domain/chunk/search.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import { openProofGround } from '../ground/open-ground.ts'
import type { OpenEngine } from './engine.ts'
import type { WrittenArticle } from './write-article.ts'

/** The server's own search, over articles that were written and published as members do. */
export const openSqlEngine: OpenEngine = async (articles, { kind }) => {
  const ground = await openProofGround()
  const orgId = await anOrg(ground)
  const known = new Map<string, string>()
  for (const article of articles) known.set(await write(ground, orgId, { kind, article }), article.id)
  return {
    search: (question, options) =>
      ground.db.withOrg(orgId, async (tx) => {
        const found = await searchChunks(tx, { question, ...options, audiences: ['public'] })
        const chunks = await describeChunks(tx, found)
        return chunks.map(({ articleId, start, end }) => ({
          ...{ articleId: known.get(articleId) ?? '', start, end },
        }))
      }),
    close: () => ground.close(),
  }
}

export function anOrg({ db }: Ground): Promise<string> {
  return ensureOrg(db.global, { slug: `org-${newId()}`, name: 'Org', timeZone: 'UTC', locale: 'en' })
}

type Write = { kind: 'page' | 'faq'; article: Omit<WrittenArticle, 'spans' | 'id'> }

/** Writes an article and publishes it. */
export function write({ db }: Ground, orgId: string, { kind, article }: Write): Promise<string> {
  const { title, body, alternates, language } = article
  return db.withOrg(orgId, async (tx) => {
    const words = { title, body, alternates, language, audience: 'public' as const }
    const { id, revision } = await createArticle(tx, NOBODY, { kind, clientId: newId(), ...words })
    await publishArticle(tx, { articleId: id, version: 1, expect: revision })
    return id
  })
}
