import { api, type Id } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { addMember } from '../../domain/member/add.ts'
import { testDatabase } from '../../testing/database.ts'
import { aBackend, anInbox, anOrg } from '../../testing/factories.ts'
import { callerOf, cookieOf, inOrg, startServer } from '../../testing/server.ts'

const database = await testDatabase()
const playOrg = await anOrg(database.db, { name: 'Casa Lumbre' })
const phones = [{ name: 'Lucía', channel: 'whatsapp' as const, url: 'http://127.0.0.1/phones/lucia' }]
const playground = { orgId: playOrg, siteUrl: 'http://127.0.0.1/site', phones }
const server = await startServer(database, { playground })

describe('the playground', () => {
  test('is shown to the org that it was made for', async () => {
    const ada = await server.signIn(playOrg)

    expect(await ada.call(api.getPlayground)).toEqual({ phones, siteUrl: playground.siteUrl })
    expect(await ada.call(api.getSession)).toMatchObject({ playground: true, org: { name: 'Casa Lumbre' } })
  })

  test('does not exist for any other', async () => {
    const ben = await server.signIn(await anOrg(server.db))

    expect(await ben.refusal(api.getPlayground)).toBe('not_found')
    expect(await ben.call(api.getSession)).toMatchObject({ playground: false })
  })
})

describe('a person of several orgs', () => {
  async function aPersonIn(...orgs: Id[]) {
    const email = `${orgs[0]}@example.com`
    const userId = await server.auth.ensureUser({ email, name: 'Ada', password: null })
    for (const orgId of orgs) await addMember(server.db, orgId, { userId, name: 'Ada', email, role: 'agent' })
    const answer = await fetch(await server.auth.oneTimeLink(email, '/'), { redirect: 'manual' })
    return callerOf(server.url, cookieOf(answer.headers))
  }

  test('is in the first, or in the one that the request names, and in no third', async () => {
    const [one, two, third] = [await anOrg(server.db), await anOrg(server.db), await anOrg(server.db)]
    await anInbox(server.db, two, { name: 'Of the second' })
    const ada = await aPersonIn(one, two)

    expect(await ada.call(api.getSession)).toMatchObject({
      org: { id: one },
      orgs: [{ id: one }, { id: two }],
    })
    expect((await ada.call(api.listInboxes)).inboxes).toEqual([])
    const named = await ada.send('GET', '/v1/inboxes', { headers: inOrg(two) })
    expect(named.body).toMatchObject({ inboxes: [{ name: 'Of the second' }] })
    expect((await ada.send('GET', '/v1/inboxes', { headers: inOrg(third) })).status).toBe(403)
  })
})

test('members, inboxes and backends are those of the org, and carry no secret', async () => {
  const [mine, theirs] = [await anOrg(server.db), await anOrg(server.db)]
  for (const orgId of [mine, theirs]) {
    const { backendId } = await aBackend(server.db, orgId, { name: 'booking', config: { tables: 4 } })
    await anInbox(server.db, orgId, {
      name: `Of ${orgId}`,
      backendId,
      settings: { accessToken: 'canary-token' },
    })
  }
  const [ada] = [await server.signIn(mine), await server.signIn(theirs)]

  const { members } = await ada.call(api.listMembers)
  const { inboxes } = await ada.call(api.listInboxes)
  const { backends, isolation } = await ada.call(api.listBackends)

  expect(members).toMatchObject([{ id: ada.memberId, email: expect.any(String), role: 'agent' }])
  expect(inboxes).toMatchObject([{ name: `Of ${mine}`, backend: { name: 'booking' }, unhandled: [] }])
  expect(backends).toMatchObject([{ name: 'booking', config: { tables: 4 } }])
  expect(isolation).toMatch(/.{5,}/)
  expect(JSON.stringify([members, inboxes, backends])).not.toMatch(/canary|settings/)
})
