import {
  type ApiKey,
  api,
  type Contract,
  type Id,
  type Permission,
  SCOPE_PERMISSIONS,
  Scope,
} from '@hilo/protocol'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { aBackend, anOrg } from '../testing/factories.ts'
import { type Answer, type Caller, inOrg, pathOf, startServer } from '../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const admin = await database.connect()
const ALL = Scope.options
let orgId: Id
let otherOrgId: Id
let owner: Caller

beforeAll(async () => {
  orgId = await anOrg(server.db)
  otherOrgId = await anOrg(server.db)
  owner = await server.signIn(orgId, { role: 'owner' })
  await aBackend(server.db, orgId, { name: 'booking' })
  await aBackend(server.db, otherOrgId, { name: 'of-the-others' })
})

type Made = { apiKey: ApiKey; key: string }

async function aKey(scopes: Scope[] = ALL, expiresAt: string | null = null): Promise<Made> {
  return owner.call(api.createApiKey, { body: { name: 'CI', scopes, expiresAt } })
}

async function withKey(
  key: string,
  contract: Contract,
  {
    headers = {},
    body,
    params = {},
  }: { headers?: Record<string, string>; body?: unknown; params?: object } = {},
): Promise<Answer & { code?: string; message?: string }> {
  const answer = await fetch(`${server.url}${pathOf(contract, { params: { ...params } })}`, {
    method: contract.method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const read = (await answer.json()) as { code?: string; message?: string }
  return { status: answer.status, headers: answer.headers, body: read, ...read }
}

const rowOf = async ({ apiKey }: Made) =>
  (await admin.query('select * from api_key where id = $1', [apiKey.id])).rows[0]

describe('an API key', () => {
  test('opens its org and no other, without naming it', async () => {
    const { key } = await aKey()

    const { body } = await withKey(key, api.listBackends)

    expect(body).toMatchObject({ backends: [{ name: 'booking' }] })
    expect(JSON.stringify(body)).not.toContain('of-the-others')
    const params = { name: 'of-the-others' }
    expect(await withKey(key, api.getBackend, { params })).toMatchObject({ status: 404 })
    expect(await withKey(key, api.listBackends, { headers: inOrg(otherOrgId) })).toMatchObject({
      status: 403,
      message: 'This API key belongs to another org.',
    })
  })

  test('says who calls, whatever its scopes', async () => {
    const { key, apiKey } = await aKey(['logs:read'])

    expect((await withKey(key, api.getCaller)).body).toMatchObject({
      org: { id: orgId },
      member: null,
      apiKey: { id: apiKey.id, name: 'CI', scopes: ['logs:read'] },
    })
    expect(await owner.call(api.getCaller)).toMatchObject({ apiKey: null, member: { role: 'owner' } })
  })

  test('is shown once: what is stored and listed cannot be used', async () => {
    const made = await aKey()
    const secret = made.key.split('_')[2] as string

    const stored = JSON.stringify(await rowOf(made))
    const { apiKeys } = await owner.call(api.listApiKeys)

    expect(stored).not.toContain(secret)
    expect(JSON.stringify(apiKeys)).not.toContain(secret)
    expect(apiKeys.find(({ id }) => id === made.apiKey.id)).toMatchObject({
      prefix: secret.slice(0, 6),
      lastFour: secret.slice(-4),
    })
  })

  test('records its use once a minute at most', async () => {
    const made = await aKey()
    expect(made.apiKey.lastUsedAt).toBeNull()

    await withKey(made.key, api.getCaller)
    const first = (await rowOf(made)).last_used_at
    await withKey(made.key, api.getCaller)
    const second = (await rowOf(made)).last_used_at
    await admin.query("update api_key set last_used_at = now() - interval '61 s' where id = $1", [
      made.apiKey.id,
    ])
    await withKey(made.key, api.getCaller)

    expect(first).not.toBeNull()
    expect(second).toEqual(first)
    expect((await rowOf(made)).last_used_at.getTime()).toBeGreaterThanOrEqual(first.getTime())
  })

  test('needs no origin, also from a page of another site, which could not send it by itself', async () => {
    const { key } = await aKey()
    const request = { headers: { origin: 'https://evil.example' }, params: { name: 'booking' } }
    const body = { draft: null }

    expect((await withKey(key, api.setDraft, { ...request, body })).status).toBe(200)
    const byCookie = await owner.send('PUT', '/v1/backends/booking/draft', { body, headers: request.headers })
    expect(byCookie.status).toBe(403)
  })

  test('that is wrong is not replaced by the cookie beside it', async () => {
    const headers = { authorization: `Bearer hilo_${'a'.repeat(26)}_${'a'.repeat(32)}` }

    expect((await owner.send('GET', '/v1/backends', { headers })).status).toBe(401)
    expect((await owner.send('GET', '/v1/backends', { headers: { authorization: 'Basic x' } })).status).toBe(
      200,
    )
  })
})

describe('a key is refused with 401 and what to do', () => {
  const unknown = 'This API key is not known. Check that it was copied whole.'
  const swapped = async () => {
    const [, , secret] = (await aKey()).key.split('_')
    const other = await server.signIn(otherOrgId, { role: 'admin' })
    const { key } = await other.call(api.createApiKey, { body: { name: 'x', scopes: ALL, expiresAt: null } })
    return `${key.split('_').slice(0, 2).join('_')}_${secret}`
  }
  const changed = async () => (await aKey()).key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
  const expired = async () => {
    const made = await aKey(ALL, new Date(Date.now() + 60_000).toISOString())
    await admin.query("update api_key set expires_at = now() - interval '1 s' where id = $1", [
      made.apiKey.id,
    ])
    return made.key
  }
  const revoked = async () => {
    const { key, apiKey } = await aKey()
    expect((await withKey(key, api.getCaller)).status).toBe(200)
    const params = { apiKeyId: apiKey.id }
    const first = await owner.call(api.revokeApiKey, { params })
    expect(await owner.call(api.revokeApiKey, { params })).toEqual(first)
    return key
  }

  test.each([
    ['nothing', async () => '', unknown],
    ['no key', async () => 'x'.repeat(5_000), unknown],
    ['SQL', async () => "hilo_' or true --", unknown],
    ['an org that does not exist', async () => `hilo_${'b'.repeat(26)}_${'a'.repeat(32)}`, unknown],
    ['one character changed', changed, unknown],
    ['the secret of another org', swapped, unknown],
    ['cut short', async () => (await aKey()).key.slice(0, -1), unknown],
    ['expired', expired, 'This API key has expired. Create another.'],
    ['revoked', revoked, 'This API key was revoked. Create another.'],
  ])('%s', async (_what, make, message) => {
    expect(await withKey(await make(), api.listBackends)).toMatchObject({
      status: 401,
      code: 'not_authenticated',
      message,
    })
  })
})

describe('a scope', () => {
  const contracts = Object.entries(api) as [string, Contract][]

  test.each(contracts)('that does not contain it keeps %s closed', async (_name, contract) => {
    const may = (scope: Scope) =>
      (SCOPE_PERMISSIONS[scope] as readonly Permission[]).includes(contract.permission)
    const without = ALL.filter((scope) => !may(scope))
    const { key } = await aKey(without)

    const { status, code } = await withKey(key, contract)

    if (contract.permission === 'caller') expect(status).toBe(200)
    else expect([status, code]).toEqual([403, 'not_allowed'])
  })

  test('that is missing is named', async () => {
    const { key } = await aKey(['backends:read'])
    const params = { name: 'booking' }

    const { message } = await withKey(key, api.setDraft, { params, body: { draft: null } })
    const { message: keys } = await withKey(key, api.listApiKeys)

    expect(message).toBe('This API key may not do this: create one with the scope backends:deploy.')
    expect(keys).toBe('No API key may do this: sign in to the dashboard.')
  })
})

test('only owners and admins make and see keys, and deploy', async () => {
  const [agent, admin] = [await server.signIn(orgId), await server.signIn(orgId, { role: 'admin' })]

  expect(await agent.refusal(api.listApiKeys)).toBe('not_allowed')
  expect(await agent.refusal(api.rollBack, { params: { name: 'booking' }, body: { expect: null } })).toBe(
    'not_allowed',
  )
  expect((await agent.call(api.listBackends)).backends).toHaveLength(1)
  expect((await admin.call(api.listApiKeys)).apiKeys.length).toBeGreaterThan(0)
})

test('a key of another org is neither listed nor revoked', async () => {
  const { apiKey, key } = await aKey()
  const other = await server.signIn(otherOrgId, { role: 'owner' })

  const { apiKeys } = await other.call(api.listApiKeys)

  expect(apiKeys.map(({ id }) => id)).not.toContain(apiKey.id)
  expect(await other.refusal(api.revokeApiKey, { params: { apiKeyId: apiKey.id } })).toBe('not_found')
  expect((await withKey(key, api.getCaller)).status).toBe(200)
})

test('a key that would have expired already is not made', async () => {
  const body = { name: 'CI', scopes: ALL, expiresAt: '2020-01-01T00:00:00Z' }

  const { status, body: refused } = await owner.send('POST', '/v1/api-keys', { body })
  expect(status).toBe(400)
  expect(refused).toMatchObject({ code: 'invalid_request', issues: [{ path: ['expiresAt'] }] })
  expect(await owner.refusal(api.createApiKey, { body: { ...body, scopes: ['everything'] } })).toBe(
    'invalid_request',
  )
})
