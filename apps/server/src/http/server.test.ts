import { newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { anOrg } from '../testing/factories.ts'
import { callerOf, startServer } from '../testing/server.ts'
import { aWidget } from '../testing/widget.ts'

const database = await testDatabase()
const server = await startServer(database)
const nobody = callerOf(server.url, '')

const PAGES = ['/', '/inbox/anything', '/assets/main.js', '/healthz']
const PRIVATE = ['/v1/session', '/v1/conversations', '/api/auth/get-session', '/v1/nothing']

test.each([...PAGES, ...PRIVATE, '/widget/loader.js'])('%s comes with the security headers', async (path) => {
  const { headers } = await nobody.send('GET', path)

  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).not.toMatch(/unsafe-|\*(?!:|\*)(?![\w.])(?=[; ]|$)/)
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("object-src 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(headers.get('server')).toBeNull()
  expect(headers.get('x-powered-by')).toBeNull()
})

test.each(PRIVATE)('%s is kept by no cache, whether allowed or not', async (path) => {
  const ada = await server.signIn(await anOrg(server.db))

  expect((await nobody.send('GET', path)).headers.get('cache-control')).toBe('no-store')
  expect((await ada.send('GET', path)).headers.get('cache-control')).toBe('no-store')
})

test('the page is always asked for anew, its files never', async () => {
  expect((await nobody.send('GET', '/')).headers.get('cache-control')).toBe('no-cache')
  expect((await nobody.send('GET', '/assets/main.js')).headers.get('cache-control')).toContain('immutable')
})

test.each([
  '/v1/nothing',
  '/api/nothing',
  '/webhooks/nothing',
  '/widget/nothing',
  '/assets/nothing.js',
  '/assets/../index.html',
  '/assets/%2e%2e/index.html',
])('%s is nothing, and says so in one shape', async (path) => {
  const { status, body } = await nobody.send('GET', path)
  const isPage = status === 200 && String(body).includes('Dashboard')

  expect(isPage || status === 404).toBe(true)
  if (status === 404 && typeof body === 'object' && body && 'code' in body) {
    expect(body).toMatchObject({ code: 'not_found', message: expect.stringMatching(/\.$/) })
  }
})

test.each(['/openapi.json', '/openapi', '/v1?x=1', '/v1/openapi.json', '/robots.txt', '/main.js?v=2'])(
  '%s is no page of the dashboard, and no page is answered',
  async (path) => {
    const { status, body } = await nobody.send('GET', path)

    expect([status, (body as { code?: string }).code]).toEqual([404, 'not_found'])
  },
)

test.each(['/inbox/anything', '/answers?days=7.5', '/playground'])('%s is a page', async (path) => {
  const { status, body } = await nobody.send('GET', path)

  expect([status, String(body).includes('<title>Dashboard</title>')]).toEqual([200, true])
})

test.each(['/.git/config', '/metrics', '/debug', '/assets/main.js.map', '/assets/..%2f..%2fsecret'])(
  '%s gives nothing away',
  async (path) => {
    const { status, body } = await nobody.send('GET', path)

    expect(status === 404 || String(body).includes('<title>Dashboard</title>')).toBe(true)
  },
)

test('an error has an id that can be reported, and nothing of the server in it', async () => {
  const ada = await server.signIn(await anOrg(server.db))
  const { body } = await ada.send('GET', `/v1/conversations/${newId()}`)

  expect(Object.keys(body as object).sort()).toEqual(['code', 'message', 'requestId'])
})

describe('the pages of the widget', () => {
  const SITE = 'https://casalumbre.example'

  const widget = async () => aWidget(server.db, await anOrg(server.db), { allowedOrigins: [SITE] })

  test('the frame may be embedded by the sites of its inbox only', async () => {
    const { status, headers } = await nobody.send('GET', `/widget/frame/?key=${await widget()}`)

    expect(status).toBe(200)
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(new RegExp(`frame-ancestors 'self' ${SITE}$`))
    expect(policy).not.toContain('unsafe-')
    expect(headers.get('x-frame-options')).toBeNull()
  })

  test('the config is read by the sites of its inbox only', async () => {
    const path = `/widget/v1/config?key=${await widget()}`

    const allowed = await nobody.send('GET', path, { headers: { origin: SITE } })
    const foreign = await nobody.send('GET', path, { headers: { origin: 'https://evil.example' } })

    expect(allowed.status).toBe(200)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(foreign.status).toBe(403)
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each(['', '?key=', '?key=unknown', '?key=%00', '?key=a&key=b', `?key=${'x'.repeat(5_000)}`])(
    'a key that nobody has is refused: %s',
    async (query) => {
      expect((await nobody.send('GET', `/widget/v1/config${query}`)).status).toBe(404)
      expect((await nobody.send('GET', `/widget/frame/${query}`)).status).toBe(404)
    },
  )
})
