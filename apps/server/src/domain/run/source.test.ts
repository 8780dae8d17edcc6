import { type Id, newId } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { encodeRaw } from '../../db/codec.ts'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, anOrg } from '../../testing/factories.ts'
import { createSources } from './source.ts'

const database = await testDatabase()
const { db } = database
const admin = await database.connect()

async function aVersionWithMap(map: string): Promise<{ orgId: Id; versionId: Id }> {
  const orgId = await anOrg(db)
  const { versionId } = await aBackend(db, orgId)
  const bytes = encodeRaw(Buffer.from(map))
  await admin.query('update backend_version set source_map = $2 where id = $1', [versionId, bytes])
  return { orgId, versionId }
}

const empty = { version: 3, sources: [], names: [], mappings: '' }

test.each([
  ['is no JSON', 'nonsense'],
  ['is no object', 'null'],
  ['has no mappings', '{"version":3}'],
  ['has mappings that are none', JSON.stringify({ ...empty, mappings: '%%%%' })],
  ['has files without names', JSON.stringify({ ...empty, sources: [{}], mappings: 'AAAA' })],
  ['has sources that are no text', '{"version":3,"sources":["a"],"sourcesContent":[5],"mappings":"AAAA"}'],
])('a map that %s leaves the line out, and is told once', async (_what, map) => {
  const { orgId, versionId } = await aVersionWithMap(map)
  const faults: object[] = []
  const sources = createSources((fault) => faults.push(fault))
  const find = () => db.withOrg(orgId, (tx) => sources(tx, versionId, '1:1'))

  expect([await find(), await find()]).toEqual([null, null])
  expect(faults).toEqual([{ orgId, versionId, error: expect.any(Error) }])
})

test('a version without a map, and one of another org, have no line and no fault', async () => {
  const faults: object[] = []
  const sources = createSources((fault) => faults.push(fault))
  const { versionId } = await aVersionWithMap('nonsense')
  const orgId = await anOrg(db)

  expect(await db.withOrg(orgId, (tx) => sources(tx, versionId, '1:1'))).toBeNull()
  expect(await db.withOrg(orgId, (tx) => sources(tx, newId(), '1:1'))).toBeNull()
  expect(faults).toEqual([])
})
