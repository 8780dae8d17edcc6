import { type Id, newId, type SourceSettings } from '@hilo/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anArticle, anOrg } from '../../testing/factories.ts'
import { addSource } from '../source/add.ts'
import { endImport, openImport } from '../source/import.ts'
import { settlePage } from '../source/settle-page.ts'
import { readSource } from '../source/source.ts'
import { listPlaces, nextPage } from '../source/waiting-pages.ts'
import { createSet } from '../test-set/write.ts'
import { addCases } from '../test-set/write-cases.ts'
import { beginAfterPublish, evaluateAfterPublish } from './after-publish.ts'

const { db, connect } = await testDatabase()
const admin = await connect()
const HOUR_MS = 3_600_000
const SITE = { pagesMax: 10, depthMax: 1, include: [], exclude: [], delayMs: 0, usesSitemap: false }

let orgId: Id
let setId: Id

beforeEach(async () => {
  orgId = await anOrg(db)
  setId = await db.withOrg(orgId, async (tx) => {
    const gates = { shareNeeded: null, articleShareNeeded: null }
    const set = { name: 'Daily', plays: 1, isEvaluatedAfterPublish: true, ...gates }
    const { id } = await createSet(tx, { ...set, clientId: newId() })
    const expected = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
    const turns = [{ says: [['Where can I park?']], only: null, expect: expected }]
    await addCases(tx, id, [{ name: 'Parking', language: 'en', inboxId: null, turns }])
    return id
  })
})

/** What the job does once its time has come. @returns how many evaluations there are, and whether more will be. */
async function begin(plantedAt = new Date()) {
  await admin.query("update job set due_at = null where org_id = $1 and kind = 'begin_evaluation'", [orgId])
  await beginAfterPublish(db, { orgId, plantedAt }, setId)
  const { rows } = await admin.query(
    `select (select count(*)::int from evaluation where org_id = $1) as begun,
       exists (select from job where org_id = $1 and id = $2 and due_at > now() + interval '30 s') as waits`,
    [orgId, setId],
  )
  return rows[0] as { begun: number; waits: boolean }
}

/** A site that is being imported. */
async function anImport(over: Partial<SourceSettings> = {}) {
  const url = 'https://site.example'
  const settings = { name: 'Site', language: 'en', audience: 'public', schedule: 'none', site: SITE } as const
  const stored = { ...settings, url, filename: null, ...over }
  return db.withOrg(orgId, async (tx) => {
    const { id: sourceId } = await addSource(tx, {
      ...{ origin: 'site', clientId: newId(), fileId: null, settings: stored },
    })
    const source = await readSource(tx, sourceId)
    const importId = (source && (await openImport(tx, source)))?.id as Id
    const listing = { sourceId, importId }
    return {
      take: (path: string) =>
        db.withOrg(orgId, async (page) => {
          await listPlaces(page, listing, { places: [url + path], depth: 0 })
          const waiting = await nextPage(page, importId)
          if (!waiting) throw new Error('No page waits.')
          const words = { title: path, body: `Of ${path}.`, alternates: [], language: 'en' }
          const marks = { etag: null, lastModified: null }
          return settlePage(
            page,
            { ...listing, kind: 'page', articlesMax: 10 },
            { page: waiting, look: { type: 'words', words: { ...words, audience: 'public' }, marks } },
          )
        }),
      end: () =>
        db.withOrg(orgId, (at) =>
          endImport(at, { ...listing, schedule: 'none' }, { status: 'done', reason: null, detail: null }),
        ),
    }
  })
}

describe('a set that is evaluated after each publish', () => {
  test('is evaluated once after an import, however slow that is', async () => {
    const { take, end } = await anImport()
    await take('/one')
    expect(await begin()).toEqual({ begun: 0, waits: true })
    await take('/two')
    expect(await begin()).toEqual({ begun: 0, waits: true })
    await end()

    expect(await begin()).toEqual({ begun: 1, waits: false })
  })

  test('waits for its import only so long', async () => {
    await (await anImport()).take('/one')
    expect(await begin(new Date(Date.now() - 5 * HOUR_MS))).toEqual({ begun: 0, waits: true })
    expect(await begin(new Date(Date.now() - 7 * HOUR_MS))).toEqual({ begun: 1, waits: false })
  })

  test('waits anew for what is published after it was evaluated', async () => {
    await (await anImport()).take('/one')
    const age = "update job set created_at = now() - interval '7 h' where org_id = $1 and id = $2"
    await admin.query(age, [orgId, setId])
    await db.withOrg(orgId, evaluateAfterPublish)
    // It is published again while it begins: the job stays.
    await beginAfterPublish(db, { orgId, plantedAt: new Date(Date.now() - 7 * HOUR_MS) }, setId)
    const { rows } = await admin.query('select created_at as at from job where org_id = $1 and id = $2', [
      ...[orgId, setId],
    ])
    expect(Date.now() - rows[0].at.getTime()).toBeLessThan(HOUR_MS)
  })

  test.each<Partial<SourceSettings>>([{ publishing: 'as_drafts' }, { audience: 'internal' }])(
    'does not wait for an import that contacts find nothing of: %o',
    async (over) => {
      await anImport(over)
      await db.withOrg(orgId, evaluateAfterPublish)
      expect(await begin()).toEqual({ begun: 1, waits: false })
    },
  )

  test('is evaluated after what a member publishes where nothing is imported', async () => {
    await anArticle(db, orgId, { kind: 'faq', title: 'Parking', body: 'Behind.' })
    expect(await begin()).toEqual({ begun: 1, waits: false })
  })
})
