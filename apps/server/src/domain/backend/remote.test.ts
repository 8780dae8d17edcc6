import { newId } from '@hilo/protocol'
import type { Remote } from '@hilo/runtime'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { anOrg, testKeys } from '../../testing/factories.ts'
import { deployRemote } from './remote.ts'
import { createVersions } from './version.ts'

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
const deploy = (orgId: Parameters<typeof deployRemote>[1], secret: string) =>
  deployRemote(parts, orgId, { url, secret, note: null, actor })

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
