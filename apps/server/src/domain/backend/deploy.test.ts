import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Id, newId } from '@hilo/protocol'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anInbound, anInbox, anOrg, receive, testKeys } from '../../testing/factories.ts'
import { createInboxes } from '../inbox/inbox.ts'
import { listBackends } from './backend.ts'
import { deployBackend } from './deploy.ts'
import { createVersions } from './version.ts'

const { db } = await testDatabase()

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hilo-bundles-'))
  folders.push(folder)
  return folder
}

const manifest = { name: 'booking', config: {}, secrets: [], egress: [] }
const deploy = (orgId: Id, hash: string, config?: unknown) =>
  db.withOrg(orgId, (tx) =>
    deployBackend(tx, { hash, bundle: Buffer.from(`code ${hash}`), manifest, ...(config ? { config } : {}) }),
  )

test('the same bundle again is the same version', async () => {
  const orgId = await anOrg(db)

  expect(await deploy(orgId, 'a')).toEqual(await deploy(orgId, 'a'))
  expect(await db.withOrg(orgId, listBackends)).toMatchObject([{ name: 'booking', version: 'a' }])
})

test('a new version is used by new runs; a run under way stays on its own', async () => {
  const orgId = await anOrg(db)
  const { backendId, versionId: old } = await deploy(orgId, 'a', { tables: 4 })
  const inbox = await anInbox(db, orgId, { backendId })
  const first = await receive(db, inbox, anInbound('Hi'))

  const { versionId } = await deploy(orgId, 'b', { tables: 5 })
  const fresh = await createInboxes(db, testKeys)(orgId, inbox.id)
  const second = await receive(db, fresh ?? inbox, anInbound('Hi'))

  expect(first.run).toMatchObject({ versionId: old, config: { tables: 4 } })
  expect(second.run).toMatchObject({ versionId, config: { tables: 5 } })
})

test('a deploy without a config keeps the one that was edited', async () => {
  const orgId = await anOrg(db)
  await deploy(orgId, 'a', { tables: 4 })
  await deploy(orgId, 'b')

  expect(await db.withOrg(orgId, listBackends)).toMatchObject([{ config: { tables: 4 }, version: 'b' }])
})

test('a bundle is laid out as a whole file, and again when somebody cut it', async () => {
  const orgId = await anOrg(db)
  const { versionId } = await deploy(orgId, 'abc')
  const folder = aFolder()

  const { bundlePath } = await createVersions({ db, keys: testKeys }, folder)(orgId, versionId)
  expect(readFileSync(bundlePath, 'utf8')).toBe('code abc')
  writeFileSync(bundlePath, 'code')
  await createVersions({ db, keys: testKeys }, folder)(orgId, versionId)

  expect(readFileSync(bundlePath, 'utf8')).toBe('code abc')
  expect(readdirSync(folder)).toEqual(['abc.cjs'])
})

test('a version of another org is not laid out', async () => {
  const { versionId } = await deploy(await anOrg(db), 'abc')
  const folder = aFolder()

  await expect(createVersions({ db, keys: testKeys }, folder)(await anOrg(db), versionId)).rejects.toThrow(
    'pinned',
  )
  await expect(createVersions({ db, keys: testKeys }, folder)(newId(), versionId)).rejects.toThrow()
})
