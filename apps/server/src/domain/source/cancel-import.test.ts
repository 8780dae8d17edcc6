import { setTimeout as sleep } from 'node:timers/promises'
import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import type { OrgTx } from '../../db/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { addSource } from './add.ts'
import { cancelImport, openImport, stillRuns } from './import.ts'
import { settlePage } from './settle-page.ts'
import { lockSource, readSource } from './source.ts'
import { listPlaces, nextPage } from './waiting-pages.ts'

const { db } = await testDatabase()
const SITE = { pagesMax: 10, depthMax: 1, include: [], exclude: [], delayMs: 0, usesSitemap: false }

/** A site whose import is at its first page. */
async function anImport() {
  const orgId = await anOrg(db)
  const inOrg = <T>(work: (tx: OrgTx) => Promise<T>) => db.withOrg(orgId, work)
  const url = 'https://site.example/'
  const settings = { name: 'Site', language: 'en', audience: 'public', schedule: 'none', site: SITE } as const
  const { id: sourceId } = await inOrg((tx) =>
    addSource(tx, {
      ...{ origin: 'site', clientId: newId(), fileId: null },
      settings: { ...settings, url, filename: null },
    }),
  )
  const { importId, page } = await inOrg(async (tx) => {
    const source = await readSource(tx, sourceId)
    const importId = (source && (await openImport(tx, source)))?.id as Id
    await listPlaces(tx, { sourceId, importId }, { places: [url], depth: 0 })
    return { importId, page: await nextPage(tx, importId) }
  })
  if (!page) throw new Error('No page waits.')
  const listing = { sourceId, importId }
  const words = { ...{ title: 'Parking', body: 'Behind the house.', alternates: [] }, language: 'en' }
  const look = {
    type: 'words',
    words: { ...words, audience: 'public' },
    marks: { etag: null, lastModified: null },
  } as const
  return {
    inOrg,
    settle: (tx: OrgTx) => settlePage(tx, { ...listing, kind: 'page', articlesMax: 10 }, { page, look }),
    list: (tx: OrgTx) => listPlaces(tx, listing, { places: [`${url}more`], depth: 1 }),
    runs: (tx: OrgTx) => stillRuns(tx, importId),
    /** A member cancels it while `meanwhile` goes on, which began once the source was locked. */
    async cancelWhile<T>(meanwhile: () => Promise<T>): Promise<T> {
      let other: Promise<T> | undefined
      await inOrg(async (tx) => {
        const source = await lockSource(tx, sourceId)
        other = meanwhile()
        other.catch(() => {})
        await sleep(150)
        await cancelImport(tx, source)
      })
      return other as Promise<T>
    },
  }
}

test('a page that is settled while its import is cancelled waits for that, and nobody for both', async () => {
  const { inOrg, settle, cancelWhile, runs } = await anImport()

  expect(await cancelWhile(() => inOrg(settle))).toBe(false)
  expect(await inOrg(runs)).toBe(false)
})

test('one that is being settled is settled before its import is cancelled', async () => {
  const { inOrg, settle, runs, cancelWhile } = await anImport()
  const settled = inOrg(async (tx) => {
    const isSettled = await settle(tx)
    await sleep(150)
    return isSettled
  })
  await sleep(50)

  await cancelWhile(() => settled)
  expect(await settled).toBe(true)
  expect(await inOrg(runs)).toBe(false)
})

test('pages are listed while the import is cancelled, and nobody waits for both', async () => {
  const { inOrg, list, cancelWhile, runs } = await anImport()
  const listed = () =>
    inOrg(async (tx) => {
      const isRunning = await runs(tx)
      await list(tx)
      return isRunning
    })

  expect(await cancelWhile(listed)).toBe(true)
  expect(await inOrg(runs)).toBe(false)
})
