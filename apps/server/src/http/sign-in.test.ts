import { api, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { aMember, anOrg } from '../testing/factories.ts'
import { callerOf, cookieOf, startServer } from '../testing/server.ts'

const database = await testDatabase()
const server = await startServer(database)
const PASSWORD = 'correct horse battery'

async function aPerson({ password = null as string | null } = {}) {
  const orgId = await anOrg(server.db, { name: 'Casa Lumbre' })
  const email = `${newId()}@example.com`
  const userId = await server.auth.ensureUser({ email, name: 'Ada', password })
  const memberId = await aMember(server.db, orgId, { name: 'Ada', role: 'owner', userId })
  return { orgId, email, memberId }
}

function signInWith(body: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url, ...headers },
    body: JSON.stringify(body),
  })
}

describe('with e-mail and password', () => {
  test('whoever knows them is in their org', async () => {
    const { orgId, email, memberId } = await aPerson({ password: PASSWORD })

    const answer = await signInWith({ email, password: PASSWORD })

    expect(answer.status).toBe(200)
    const session = await callerOf(server.url, cookieOf(answer.headers)).call(api.getSession)
    expect(session).toMatchObject({
      member: { id: memberId, role: 'owner' },
      org: { id: orgId, name: 'Casa Lumbre' },
      playground: false,
    })
  })

  test('the cookie can be read by no page and is sent to no other site', async () => {
    const { email } = await aPerson({ password: PASSWORD })

    const cookies = (await signInWith({ email, password: PASSWORD })).headers.getSetCookie()

    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/i)
  })

  test('a wrong password and an unknown address are refused alike', async () => {
    const { email } = await aPerson({ password: PASSWORD })

    const wrong = await signInWith({ email, password: 'wrong horse battery' })
    const unknown = await signInWith({ email: `${newId()}@example.com`, password: PASSWORD })

    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.text()).toBe(await unknown.text())
    expect(cookieOf(wrong.headers)).toBe('')
  })

  test('who has no password cannot sign in with one', async () => {
    const { email } = await aPerson()

    expect((await signInWith({ email, password: '' })).status).toBeGreaterThanOrEqual(400)
    expect((await signInWith({ email, password: PASSWORD })).status).toBe(401)
  })

  test('a page of another site cannot sign anybody in', async () => {
    const { email } = await aPerson({ password: PASSWORD })

    const answer = await signInWith({ email, password: PASSWORD }, { origin: 'https://evil.example' })

    expect(answer.status).toBe(403)
    expect(cookieOf(answer.headers)).toBe('')
  })

  test('nobody can make an account', async () => {
    const answer = await fetch(`${server.url}/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ email: 'new@example.com', password: PASSWORD, name: 'New' }),
    })

    expect(answer.status).toBeGreaterThanOrEqual(400)
  })

  test('signing out ends the session', async () => {
    const { email } = await aPerson({ password: PASSWORD })
    const cookie = cookieOf((await signInWith({ email, password: PASSWORD })).headers)
    const token = cookie.split('; ').find((part) => part.startsWith('hilo.session_token=')) ?? ''
    expect((await callerOf(server.url, token).send('GET', '/v1/session')).status).toBe(200)

    await callerOf(server.url, cookie).send('POST', '/api/auth/sign-out', { body: {} })

    expect((await callerOf(server.url, token).send('GET', '/v1/session')).status).toBe(401)
  })
})

describe('with a one-time link', () => {
  test('it signs in once, and no second time', async () => {
    const { email, memberId } = await aPerson()
    const link = await server.auth.oneTimeLink(email, '/playground')

    const first = await fetch(link, { redirect: 'manual' })
    const second = await fetch(link, { redirect: 'manual' })

    expect(first.status).toBe(302)
    expect(new URL(first.headers.get('location') ?? '', server.url).pathname).toBe('/playground')
    const session = await callerOf(server.url, cookieOf(first.headers)).call(api.getSession)
    expect(session.member.id).toBe(memberId)
    expect(cookieOf(second.headers)).toBe('')
  })

  test('it names the address of the configuration, whatever host was asked for', async () => {
    const { email } = await aPerson()

    expect(new URL(await server.auth.oneTimeLink(email, '/')).origin).toBe(server.url)
  })

  test('it leads to no other site', async () => {
    const { email } = await aPerson()

    await expect(server.auth.oneTimeLink(email, 'https://evil.example/')).rejects.toThrow('403')
  })

  test('none is made for an address that nobody has', async () => {
    const link = await server.auth.oneTimeLink('nobody@example.com', '/').catch(() => null)
    if (link === null) return
    const answer = await fetch(link, { redirect: 'manual' })

    expect(cookieOf(answer.headers)).toBe('')
  })
})

test('a cookie that was made up, or cut, signs nobody in', async () => {
  const { orgId } = await aPerson()
  const { cookie } = await server.signIn(orgId)
  for (const forged of [tampered(cookie), 'hilo.session_token=abc.def', 'hilo.session_data=e30=']) {
    expect((await callerOf(server.url, forged).send('GET', '/v1/session')).status).toBe(401)
  }
})

/** Every cookie with its last characters changed. */
function tampered(cookie: string): string {
  return cookie
    .split('; ')
    .map((part) => `${part.slice(0, -6)}AAAAAA`)
    .join('; ')
}
