import { api, type Id } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { aConversation, anInbox, anOrg } from '../../testing/factories.ts'
import { startServer } from '../../testing/server.ts'
import { uploadOf } from '../../testing/whatsapp.ts'

// What people do that changes what runs is in the execution log, once; and who may read of whom.

const database = await testDatabase()
const server = await startServer(database)

const eventually = { timeout: 10_000 }

async function anOwner() {
  const orgId = await anOrg(database.db)
  const owner = await server.signIn(orgId, { role: 'owner' })
  const log = async (kind: string) =>
    (await owner.call(api.listLog, { query: { kind } })).entries.toReversed()
  return { orgId, owner, log }
}

/** A program's own calls, with a key of this org. */
async function aProgram({ owner }: Awaited<ReturnType<typeof anOwner>>) {
  const body = { name: 'CI', scopes: ['backends:deploy', 'logs:read'], expiresAt: null }
  const { key } = await owner.call(api.createApiKey, { body })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  return async (method: string, path: string, input?: unknown) => {
    const request = { method, headers, ...(input === undefined ? {} : { body: JSON.stringify(input) }) }
    return (await fetch(`${server.url}${path}`, request)).json()
  }
}

test('who deploys, promotes and rolls back is told, but not what changed nothing', async () => {
  const org = await anOwner()
  const { owner, log } = org
  const program = await aProgram(org)
  const params = { name: 'booking' }
  const deploy = async (text: string) => {
    const body = await uploadOf({ name: params.name, body: `await chat.say('${text}')` })
    return (await owner.call(api.deployVersion, { params, body })).version
  }
  const promote = (versionId: Id, expect: Id | null) =>
    owner.call(api.promoteVersion, { params, body: { versionId, expect } })
  const [one, two] = [await deploy('A'), await deploy('B')]
  await deploy('A')
  await promote(one.id, null)
  await promote(two.id, one.id)
  await promote(two.id, two.id)
  await program('POST', '/v1/backends/booking/roll-back', { expect: two.id })

  const [first, second] = [one.hash.slice(0, 8), two.hash.slice(0, 8)]
  await expect
    .poll(
      async () => (await log('version.')).map(({ kind, text, backend }) => [kind, text, backend?.version]),
      eventually,
    )
    .toEqual([
      ['version.deployed', `Ada deployed booking ${first}.`, first],
      ['version.deployed', `Ada deployed booking ${second}.`, second],
      ['version.promoted', `Ada promoted booking ${first}: new runs use it.`, first],
      ['version.promoted', `Ada promoted booking ${second}: new runs use it.`, second],
      [
        'version.rolled_back',
        `A program with the key CI rolled booking back to ${first}: new runs use it again.`,
        first,
      ],
    ])
}, 90_000)

test('who closes a conversation is told once, with its contact: to members, and not to programs', async () => {
  const org = await anOwner()
  const { orgId, owner, log } = org
  const program = await aProgram(org)
  const inbox = await anInbox(database.db, orgId)
  const { conversationId, contactId } = await aConversation(database.db, inbox, { senderName: 'Lucía' })
  const params = { conversationId }
  await owner.call(api.closeConversation, { params })
  await owner.call(api.closeConversation, { params })

  await expect
    .poll(() => log('conversation.closed'), eventually)
    .toMatchObject([
      { text: 'Ada closed the conversation.', conversationId, contact: { id: contactId, name: 'Lucía' } },
    ])
  expect(await program('GET', '/v1/log?kind=conversation.')).toMatchObject({
    entries: [{ conversationId, contact: null }],
  })
  const exported = await owner.send('GET', '/v1/log/export?kind=conversation.')
  expect(exported.body).toMatchObject({ contact: { name: 'Lucía' } })
})
