import { type Id, newId, type Source, type TestSetSettings } from '@hilo/protocol'
import type pg from 'pg'
import { encode } from '../db/codec.ts'
import type { Database } from '../db/database.ts'
import { type ActorIds, NOBODY } from '../domain/actor/actor.ts'
import { getArticle } from '../domain/article/article.ts'
import { publishArticle } from '../domain/article/publish.ts'
import { updateArticle } from '../domain/article/update.ts'
import { writeVersion } from '../domain/article/write-version.ts'
import { getSource } from '../domain/source/source.ts'
import { beginPublication } from '../domain/source-publication/begin.ts'
import { publishSome } from '../domain/source-publication/publish-some.ts'
import { createSet } from '../domain/test-set/write.ts'
import { addCases } from '../domain/test-set/write-cases.ts'

/** A site, and what members do with what waits of it; nobody goes on with a publication but the caller. */

const wordsOf = (body: string) => ({
  ...{ language: 'en', audience: 'public' as const, title: 'Owls', body, alternates: [] },
})

/** A site of which so many pages wait, with the ids of their articles in their order. */
export async function aWaitingSite(
  admin: pg.Client,
  db: Database,
  { orgId, count }: { orgId: Id; count: number },
): Promise<{ id: Id; drafts: Id[] }> {
  const id = newId()
  const settings = { name: 'owls.example', language: null, audience: 'public', schedule: 'none', site: null }
  const stored = { ...settings, publishing: 'as_drafts', url: 'https://owls.example/', filename: null }
  await admin.query(
    `insert into source (org_id, id, kind, name, origin, client_id, settings)
     values ($1, $2, 'page', $3, 'site', $3, $4)`,
    [orgId, id, newId(), encode(stored)],
  )
  const drafts = Array.from({ length: count }, () => newId()).sort()
  await admin.query(
    `insert into article (org_id, id, source_id, client_id)
     select $1, a, $2, 'page-' || a from unnest($3::uuid[]) as a`,
    [orgId, id, drafts],
  )
  await db.withOrg(orgId, async (tx) => {
    for (const [at, articleId] of drafts.entries())
      await writeVersion(tx, NOBODY, { articleId, version: 1, ...wordsOf(`Owl ${at}.`) })
  })
  return { id, drafts }
}

const ANYTHING = { actions: [], reasons: [], says: [], saysNot: [], cites: [], calls: [], callsNot: [] }

/** A test set of one case, which articles have to pass where nothing else is said. */
export async function aTestSet(
  db: Database,
  orgId: Id,
  settings: Partial<TestSetSettings> = {},
): Promise<Id> {
  const usual = { name: 'Daily', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null }
  return db.withOrg(orgId, async (tx) => {
    const { id } = await createSet(tx, { ...usual, articleShareNeeded: 100, ...settings, clientId: newId() })
    const turns = [{ says: [['Where are owls?']], only: null, expect: ANYTHING }]
    await addCases(tx, id, [{ name: 'Owls', language: 'en', inboxId: null, turns }])
    return id
  })
}

/** What a member of an org does with sources and articles. */
export function aPublisher(db: Database, orgId: Id, actor: ActorIds) {
  const source = (id: Id): Promise<Source> => db.withOrg(orgId, (tx) => getSource(tx, id))
  const step = (id: Id) => db.withOrg(orgId, (tx) => publishSome(tx, id))
  return {
    source,
    step,
    async begin(sourceId: Id, clientId: string = newId()): Promise<Id> {
      await db.withOrg(orgId, (tx) => beginPublication(tx, actor, { sourceId, clientId }))
      return (await source(sourceId)).lastPublication?.id ?? ''
    },
    async goOn(id: Id): Promise<void> {
      while (await step(id));
    },
    rewrite(articleId: Id, body = 'By hand.'): Promise<unknown> {
      return db.withOrg(orgId, async (tx) => {
        const { revision } = await getArticle(tx, articleId)
        return updateArticle(tx, actor, { articleId, words: wordsOf(body), expect: revision })
      })
    },
    publish(articleId: Id, version: number): Promise<unknown> {
      return db.withOrg(orgId, async (tx) => {
        const { revision } = await getArticle(tx, articleId)
        return publishArticle(tx, actor, { articleId, version, expect: revision })
      })
    },
  }
}
