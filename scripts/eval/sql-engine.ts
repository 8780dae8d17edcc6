import { type Meaning, newId } from '@hilo/protocol'
import type { Ground } from '../../apps/server/src/app.ts'
import type { OrgTx } from '../../apps/server/src/db/database.ts'
import { NOBODY } from '../../apps/server/src/domain/actor/actor.ts'
import { createArticle } from '../../apps/server/src/domain/article/create.ts'
import { publishArticle } from '../../apps/server/src/domain/article/publish.ts'
import { describeChunks } from '../../apps/server/src/domain/chunk/describe.ts'
import { findChunks } from '../../apps/server/src/domain/chunk/find.ts'
import { judgeChunks } from '../../apps/server/src/domain/chunk/judge.ts'
import { searchChunks } from '../../apps/server/src/domain/chunk/search.ts'
import { calibrateKnowledge } from '../../apps/server/src/domain/knowledge/calibrate.ts'
import { readThresholds } from '../../apps/server/src/domain/knowledge/knowledge.ts'
import { thresholdsFor, weighEvidence } from '../../apps/server/src/domain/knowledge/weigh-evidence.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import { openProofGround } from '../ground/open-ground.ts'
import type { Engine, Found, OpenEngine, OpenJudging } from './engine.ts'
import { type Placer, placeArticles } from './place-articles.ts'
import type { WrittenArticle } from './write-article.ts'

/** The server's own search, over articles that were written and published as members do. */
export const openSqlEngine: OpenEngine = async (articles, { kind }) => {
  const { ground, orgId, located } = await publishAll(articles, kind)
  return {
    search: (question, options) =>
      ground.db.withOrg(orgId, async (tx) =>
        located(tx, await searchChunks(tx, { question, ...options, audiences: ['public'] })),
      ),
    close: () => ground.close(),
  }
}

export type MeaningEngine = Engine & { meaning: Meaning }

/** The same with what is near in meaning. `weight`: in spite of what the org's own trial says. */
export async function openMeaningEngine(
  articles: readonly WrittenArticle[],
  { kind }: { kind: 'page' | 'faq' },
  { placer, weight }: { placer: Placer; weight: number | null },
): Promise<MeaningEngine> {
  const { ground, orgId, located } = await publishAll(articles, kind)
  const { meaning, nearby, close } = await placeArticles(ground, orgId, placer)
  return {
    meaning,
    async search(question, options) {
      const near = await nearby(question, weight)
      const asked = { question, ...options, audiences: ['public'] as const }
      return ground.db.withOrg(orgId, async (tx) => located(tx, await findChunks(tx, asked, near)))
    },
    async close() {
      await close()
      await ground.close()
    },
  }
}

/** The server's own judgement, by the thresholds that it calibrates; `placer`: with what is near in meaning. */
export function openSqlJudging(placer: Placer | null): OpenJudging {
  return async (articles, { kind }) => {
    const { ground, orgId, located } = await publishAll(articles, kind)
    const placed = placer && (await placeArticles(ground, orgId, placer))
    return {
      async calibrate() {
        await calibrateKnowledge(ground.db, orgId)
        const thresholds = await ground.db.withOrg(orgId, readThresholds)
        return thresholdsFor(thresholds, (await placed?.nearby('anything', null)) ?? null)[kind]
      },
      async judge(question, language, isGone) {
        const nearby = (await placed?.nearby(question, null)) ?? null
        return ground.db.withOrg(orgId, async (tx) => {
          const asked = { question, language, audiences: ['public'] as const, limit: 10 }
          const all = await findChunks(tx, asked, nearby)
          const places = await located(tx, all)
          const gone = new Set(
            all.flatMap(({ chunkId }, at) => (places[at] && isGone?.(places[at]) ? chunkId : [])),
          )
          const judged = await judgeChunks(tx, asked, { isGone: ({ chunkId }) => gone.has(chunkId), nearby })
          const pieces = await located(tx, judged)
          return judged.flatMap((one, at) => {
            const piece = pieces[at]
            return piece ? [{ evidence: weighEvidence(one, kind, nearby).evidence, piece }] : []
          })
        })
      },
      meaning: placed?.meaning ?? null,
      async close() {
        await placed?.close()
        await ground.close()
      },
    }
  }
}

async function publishAll(articles: readonly WrittenArticle[], kind: 'page' | 'faq') {
  const ground = await openProofGround()
  return { ground, ...(await publishInto(ground, articles, kind)) }
}

/** Writes them in an org of their own. `located`: where chunks of it stand in them. */
export async function publishInto(ground: Ground, articles: readonly WrittenArticle[], kind: 'page' | 'faq') {
  const orgId = await anOrg(ground)
  const known = new Map<string, string>()
  for (const article of articles) known.set(await write(ground, orgId, { kind, article }), article.id)
  const located = async (tx: OrgTx, found: readonly { chunkId: string }[]): Promise<Found[]> => {
    const chunks = await describeChunks(tx, found)
    return chunks.map(({ articleId, start, end }) => ({ articleId: known.get(articleId) ?? '', start, end }))
  }
  return { orgId, located }
}

export function anOrg({ db }: Ground): Promise<string> {
  return ensureOrg(db.global, { slug: `org-${newId()}`, name: 'Org', timeZone: 'UTC', locale: 'en' })
}

type Write = { kind: 'page' | 'faq'; article: Omit<WrittenArticle, 'spans' | 'id'> }

/** Writes an article and publishes it. */
function write({ db }: Ground, orgId: string, { kind, article }: Write): Promise<string> {
  const { title, body, alternates, language } = article
  return db.withOrg(orgId, async (tx) => {
    const words = { title, body, alternates, language, audience: 'public' as const }
    const { id, revision } = await createArticle(tx, NOBODY, { kind, clientId: newId(), ...words })
    await publishArticle(tx, NOBODY, { articleId: id, version: 1, expect: revision })
    return id
  })
}
