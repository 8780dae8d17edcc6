import { type Id, newId } from '@hilo/protocol'
import type { Remote } from '@hilo/runtime'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg, testKeys } from '../../testing/factories.ts'
import { noteRemoteFailure } from './note-failure.ts'
import { deployRemote } from './remote.ts'
import { createVersions } from './version.ts'
import { listVersions } from './versions.ts'

const { db } = await testDatabase()

const url = 'https://bookings.example.com/hilo'
const [first, second, third] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string]
const actor = { memberId: null, apiKeyId: null }
const manifest = { name: 'elsewhere', config: null, secrets: [], egress: [] }

const asked: Remote[] = []
const parts = {
  ...{ db, keys: testKeys },
  describeRemote: async (remote: Remote) => {
    asked.push(remote)
    return manifest
  },
}
const deploy = (orgId: Id, secret: string, over: Partial<Parameters<typeof deployRemote>[2]> = {}) =>
  deployRemote(parts, orgId, { url, secret, name: null, note: null, onlySecret: false, actor, ...over })
const secretsOf = async (orgId: Id, versionId: Id) =>
  (await createVersions({ db, keys: testKeys }, '/nowhere')(orgId, versionId)).remote?.secrets

test('a version that is elsewhere is asked what it is, and read back with its secret', async () => {
  const orgId = await anOrg(db)
  const { version, isNew } = await deploy(orgId, first)
  const read = await createVersions({ db, keys: testKeys }, '/nowhere')(orgId, version.id)

  expect(isNew).toBe(true)
  expect(asked.at(-1)).toEqual({ url, secrets: [first] })
  expect(read).toMatchObject({ remote: { url, secrets: [first] }, bundlePath: '' })
})

test('another secret at the same URL is the same version, with the two newest living', async () => {
  const orgId = await anOrg(db)
  const one = await deploy(orgId, first)
  await deploy(orgId, second)
  const { version, isNew } = await deploy(orgId, third)
  const read = await createVersions({ db, keys: testKeys }, '/nowhere')(orgId, version.id)

  expect(isNew).toBe(false)
  expect(version.id).toBe(one.version.id)
  expect(read.remote?.secrets).toEqual([third, second])
})

test('the secret before is forgotten when only the new one is to count', async () => {
  const orgId = await anOrg(db)
  await deploy(orgId, first)
  const two = await deploy(orgId, second)
  const { version, secrets } = await deploy(orgId, second, { onlySecret: true })

  expect([two.secrets, secrets]).toEqual([2, 1])
  expect(await secretsOf(orgId, version.id)).toEqual([second])
})

test('of two new secrets at once both count', async () => {
  const orgId = await anOrg(db)
  const { version } = await deploy(orgId, first)
  await Promise.all([deploy(orgId, second), deploy(orgId, third)])

  expect((await secretsOf(orgId, version.id))?.toSorted()).toEqual([second, third])
})

test('people are shown where it lives, without what may be a credential, and why it failed last', async () => {
  const orgId = await anOrg(db)
  const { version } = await deploy(orgId, first, { url: 'https://Bookings.example.com/hilo?token=canary' })
  expect(version.remote).toEqual({ url: 'https://bookings.example.com/hilo?…', lastFailure: null })

  await noteRemoteFailure(db, orgId, { versionId: version.id, detail: 'It answered with status 500.' })
  await noteRemoteFailure(db, orgId, { versionId: version.id, detail: 'A moment later.' })
  await noteRemoteFailure(db, await anOrg(db), { versionId: version.id, detail: 'Of another org.' })

  const { versions } = await db.withOrg(orgId, (tx) =>
    listVersions(tx, 'elsewhere', { cursor: null, limit: 9 }),
  )
  expect(versions[0]?.remote?.lastFailure).toEqual({
    at: expect.stringMatching(/Z$/),
    message: 'It answered with status 500.',
  })
})

test.each([
  ['no address', { url: 'bookings' }, 'url: write it like https://'],
  ['another scheme', { url: 'file:///etc/passwd' }, 'url: write it like https://'],
  ['a password in it', { url: 'https://me:canary@bookings.example.com' }, 'url: leave user, password'],
  ['another backend', { name: 'orders' }, "What answers there is 'elsewhere', not 'orders'."],
])('%s is refused', async (_what, over, words) => {
  await expect(deploy(await anOrg(db), first, over)).rejects.toThrow(words)
})

test('a short secret is refused before anybody is asked', async () => {
  const before = asked.length

  await expect(deploy(await anOrg(db), 'short')).rejects.toThrow('at least 32 characters')
  expect(asked).toHaveLength(before)
})

test('another org does not get at it', async () => {
  const { version } = await deploy(await anOrg(db), first)
  const versions = createVersions({ db, keys: testKeys }, '/nowhere')

  await expect(versions(await anOrg(db), version.id)).rejects.toThrow('pinned')
  await expect(versions(newId(), version.id)).rejects.toThrow()
})
