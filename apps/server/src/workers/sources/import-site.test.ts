import { api, type ContractBodyInput, type Id, newId, type Source, type SourcePage } from '@hilo/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statement } from '../../db/statement.ts'
import { describeChunks } from '../../domain/chunk/describe.ts'
import { searchChunks } from '../../domain/chunk/search.ts'
import { plantImport } from '../../domain/source/import.ts'
import { testDatabase } from '../../testing/database.ts'
import { anOrg } from '../../testing/factories.ts'
import { type Caller, startServer } from '../../testing/server.ts'
import { aPage, type FixtureSite, type SitePage, startSite } from '../../testing/site.ts'

let site: FixtureSite
let server: Awaited<ReturnType<typeof startServer>>
let ada: Caller
let orgId: Id

beforeAll(async () => {
  site = await startSite()
  server = await startServer(await testDatabase(), { config: { egressLoopback: [site.host] } })
  orgId = await anOrg(server.db)
  ada = await server.signIn(orgId, { role: 'owner' })
})
afterAll(() => site.close())

const LIMITS = { pagesMax: 50, depthMax: 3, include: [], exclude: [], delayMs: 0, usesSitemap: true }
type Settings = Partial<Omit<ContractBodyInput<typeof api.addSource>, 'site'>> & { site?: object | null }

async function read({ site: limits, ...settings }: Settings = {}): Promise<Source> {
  const body = {
    ...{ name: 'Help', language: null, audience: 'public', schedule: 'none', url: `${site.url}/` },
    ...{ clientId: newId(), site: limits === null ? null : { ...LIMITS, ...limits }, ...settings },
  }
  return ended(await ada.call(api.addSource, { body }))
}

async function ended({ id }: Source): Promise<Source> {
  await expect
    .poll(async () => (await get(id)).lastImport?.status, { timeout: 15_000, interval: 50 })
    .not.toBe('running')
  return get(id)
}

const get = (sourceId: Id) => ada.call(api.getSource, { params: { sourceId } })
const again = async (source: Source) =>
  ended(await ada.call(api.startImport, { params: { sourceId: source.id } }))

async function pagesOf({ id }: Source): Promise<SourcePage[]> {
  const { pages } = await ada.call(api.listSourcePages, { params: { sourceId: id }, query: { limit: 200 } })
  return pages
}

async function outcomes(source: Source): Promise<Record<string, string>> {
  const pages = await pagesOf(source)
  return Object.fromEntries(
    pages.map(({ place, outcome, reason }) => [
      place.replace(site.url, ''),
      reason ? `${outcome} ${reason}` : String(outcome),
    ]),
  )
}

async function answers(question: string): Promise<string[]> {
  return server.db.withOrg(orgId, async (tx) => {
    const found = await searchChunks(tx, { question, language: 'en', audiences: ['public'], limit: 3 })
    return (await describeChunks(tx, found)).map(({ text }) => text)
  })
}

function fill(pages: Record<string, SitePage>): void {
  site.pages.clear()
  site.log.length = 0
  for (const [path, page] of Object.entries(pages)) site.pages.set(path, page)
}

describe('a site', () => {
  test('is read by its links and its sitemap, as far as it and its members allow', async () => {
    fill({
      '/': aPage({
        title: 'Start',
        text: 'Zanzibar is where the shop is.',
        links: ['/help', '/b?utm_source=x'],
      }),
      '/help': aPage({ title: 'Help', text: 'Quokkas help.', links: ['/help/deep', '/shop/cart', '/old'] }),
      '/b': aPage({
        title: 'B',
        text: 'Bees.',
        links: ['https://elsewhere.example/', '/file.zip', '/hidden'],
      }),
      '/help/deep': aPage({ title: 'Deep', text: 'Deepness.', links: ['/help/deeper'] }),
      '/help/deeper': aPage({ title: 'Deeper', text: 'Too deep.' }),
      '/old': { status: 301, headers: { location: '/new' } },
      '/new': aPage({ title: 'New', text: 'Novelty.' }),
      '/hidden': { body: '<meta name="robots" content="noindex"><p>Nothing to see</p>' },
      '/private': aPage({ title: 'P', text: 'Secret.' }),
      '/mapped': aPage({ title: 'Mapped', text: 'Cartography.' }),
      '/mapped-twice': aPage({ title: 'Mapped', text: 'Cartography.' }),
      '/robots.txt': { body: `User-agent: *\nDisallow: /private\nSitemap: ${site.url}/map.xml` },
      '/map.xml': {
        body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${[
          '/mapped',
          '/mapped-twice',
          '/private',
        ]
          .map((path) => `<url><loc>${site.url}${path}</loc></url>`)
          .join('')}</urlset>`,
      },
    })

    const source = await read({ site: { depthMax: 2, exclude: ['/shop/*'] } })

    expect(source.lastImport).toMatchObject({ status: 'done', reason: null, waiting: 0 })
    expect(await outcomes(source)).toEqual({
      ...{ '/': 'taken', '/help': 'taken', '/b': 'taken', '/help/deep': 'taken', '/new': 'taken' },
      ...{ '/mapped': 'taken', '/mapped-twice': 'skipped duplicate', '/private': 'skipped robots' },
      ...{ '/old': 'skipped redirect', '/hidden': 'skipped hidden' },
    })
    expect(site.log).not.toContain('200 /private')
    expect(await answers('zanzibar')).toEqual(['Zanzibar is where the shop is.'])
    expect(source.articles).toBe(6)
  })

  test('read again, takes what changed, and says twice that a page is gone before it answers no more', async () => {
    fill({
      '/': aPage({ title: 'Start', text: 'Xylophones.', links: ['/one', '/two', '/mine'] }),
      '/one': aPage({ title: 'One', text: 'Wombats are sold.' }),
      '/two': aPage({ title: 'Two', text: 'Narwhals are sold.' }),
      '/mine': aPage({ title: 'Mine', text: 'Ocelots are sold.' }),
    })
    const first = await read()
    expect(first.lastImport?.counts).toMatchObject({ taken: 4 })
    await rewrite(first, '/mine', 'A member wrote this of ocelots.')
    site.pages.set('/one', aPage({ title: 'One', text: 'Wombats are sold out.' }))
    site.pages.set('/mine', aPage({ title: 'Mine', text: 'Ocelots are new.' }))
    site.pages.delete('/two')

    const second = await again(first)

    expect(second.lastImport?.counts).toEqual({ taken: 1, unchanged: 1, skipped: 1, failed: 0, gone: 1 })
    expect(await outcomes(second)).toMatchObject({ '/two': 'gone not_found', '/mine': 'skipped edited' })
    expect(site.log.filter((line) => line.startsWith('304'))).toEqual(['304 /'])
    expect(await answers('wombats')).toEqual(['Wombats are sold out.'])
    expect(await answers('ocelots')).toEqual(['A member wrote this of ocelots.'])
    expect(await answers('narwhals')).toEqual(['Narwhals are sold.'])

    const third = await again(second)
    expect((await pagesOf(third)).find(({ place }) => place.endsWith('/two'))).toMatchObject({ missed: 2 })
    expect(await answers('narwhals')).toEqual([])

    site.pages.set('/two', aPage({ title: 'Two', text: 'Narwhals are back.' }))
    await again(third)
    expect(await answers('narwhals')).toEqual(['Narwhals are back.'])
  })

  test('that fails keeps what it had, and is asked again for a page that may only be busy', async () => {
    fill({
      '/': aPage({ title: 'Start', text: 'Yaks.', links: ['/busy'] }),
      '/busy': aPage({ title: 'Busy', text: 'Gnus are served.' }),
    })
    const source = await read()
    site.pages.set('/busy', { status: 503, headers: { 'retry-after': '0' } })
    site.log.length = 0

    expect((await again(source)).lastImport?.counts).toMatchObject({ failed: 1, unchanged: 1 })
    expect(site.log.filter((line) => line === '503 /busy')).toHaveLength(3)
    expect(await answers('gnus')).toEqual(['Gnus are served.'])

    site.pages.set('/robots.txt', { status: 500 })
    expect((await again(source)).lastImport).toMatchObject({ status: 'failed', reason: 'robots_unreachable' })
    expect(await answers('gnus')).toEqual(['Gnus are served.'])
  })

  test.each([
    ['http://169.254.169.254/latest/meta-data', 'refused'],
    ['http://10.0.0.1/', 'refused'],
    ['http://[::ffff:127.0.0.1]/', 'refused'],
    ['http://2130706433/', 'refused'],
    ['http://localhost:5432/', 'refused'],
  ])('%s is refused, and says so', async (url, reason) => {
    expect((await read({ url, site: null })).lastImport).toMatchObject({ status: 'failed', reason })
  })

  test('that leads to a private address by a redirect is not followed there', async () => {
    fill({ '/': { status: 302, headers: { location: 'http://10.0.0.1/' } } })

    expect(await outcomes(await read())).toEqual({ '/': 'skipped elsewhere' })
  })

  test('that is cancelled keeps what it took, and one that is deleted takes its articles along', async () => {
    const pages = Array.from({ length: 30 }, (_, index) => `/p${index}`)
    fill({
      '/': aPage({ title: 'Start', text: 'Umbrellabirds.', links: pages }),
      ...Object.fromEntries(pages.map((path) => [path, aPage({ title: path, text: `Unique ${path}.` })])),
    })
    const body = { name: 'Slow', language: null, audience: 'public', schedule: 'daily', url: `${site.url}/` }
    const source = await ada.call(api.addSource, {
      body: { ...body, clientId: newId(), site: { ...LIMITS, delayMs: 60_000, usesSitemap: false } },
    })
    const params = { sourceId: source.id }
    await expect
      .poll(async () => (await get(source.id)).lastImport?.counts.taken, { timeout: 15_000 })
      .toBe(1)
    expect(await ada.refusal(api.startImport, { params })).toBe('conflict')
    const gate = await aGate()

    const cancelled = await ada.call(api.cancelImport, { params })
    expect(cancelled.lastImport).toMatchObject({ status: 'cancelled', counts: { taken: 1 } })
    expect(Date.parse(cancelled.nextAt ?? '')).toBeGreaterThan(Date.now() + 3_600_000)
    // What it took answers, so that what articles have to pass is tried.
    expect(await isDue(gate)).toBe(true)
    await ada.call(api.deleteTestSet, { params: { setId: gate } })
    expect(await answers('umbrellabirds')).toEqual(['Umbrellabirds.'])

    await ada.call(api.deleteSource, { params })
    expect(await ada.refusal(api.getSource, { params })).toBe('not_found')
    await expect.poll(() => answers('umbrellabirds'), { timeout: 10_000 }).toEqual([])
  })

  test('that is for members only answers no contact from that moment, whoever wrote it or whatever fails', async () => {
    fill({
      '/': aPage({ title: 'Start', text: 'Start here.', links: ['/a', '/b', '/c'] }),
      '/a': aPage({ title: 'A', text: 'Axolotls swim.' }),
      '/b': aPage({ title: 'B', text: 'Bandicoots dig.' }),
      '/c': aPage({ title: 'C', text: 'Capybaras doze.' }),
    })
    const source = await read()
    await rewrite(source, '/b', 'Bandicoots jump.')
    const { id: sourceId, name, language, schedule, site: limits } = source
    const set = (audience: 'public' | 'internal') =>
      ada.call(api.changeSource, {
        params: { sourceId },
        body: { name, language, schedule, audience, site: limits },
      })
    const found = async () => [
      await answers('axolotls'),
      await answers('bandicoots'),
      await answers('capybaras'),
    ]
    expect(await found()).toEqual([['Axolotls swim.'], ['Bandicoots jump.'], ['Capybaras doze.']])

    await set('internal')
    expect(await found()).toEqual([[], [], []])
    const members = await server.db.withOrg(orgId, (tx) =>
      searchChunks(tx, { question: 'bandicoots', language: 'en', audiences: ['internal'], limit: 3 }),
    )
    expect(members).toHaveLength(1)

    // What a member allows again is as the next import finds it, and what a member wrote as the member left it.
    await set('public')
    expect(await found()).toEqual([[], [], []])
    fill({ ...Object.fromEntries(site.pages), '/c': { status: 500 } })
    await again(source)
    expect(await found()).toEqual([['Axolotls swim.'], [], []])
  })
})

describe('a site is asked for no more pages than its limit', () => {
  const LIMIT = { pagesMax: 4, depthMax: 2 }
  const branches = (path: string) => Array.from({ length: 20 }, (_, at) => `${path}${at}/`)
  const linked = (path: string, text = 'The same.') => aPage({ title: 'Page', text, links: branches(path) })
  const hidden = (path: string) => ({ ...linked(path), headers: { 'x-robots-tag': 'noindex' } })
  /** A first page, twenty that it leads to, and twenty of each of them. */
  const tree = (pageOf: (path: string) => SitePage) => {
    const paths = branches('/').flatMap((path) => [path, ...branches(path)])
    fill({ '/': linked('/', 'Start.'), ...Object.fromEntries(paths.map((path) => [path, pageOf(path)])) })
  }
  const asked = () => site.log.filter((line) => !/robots|sitemap/.test(line))
  const paths = () => [...new Set(asked().map((line) => line.slice(4)))]

  test.each<[string, (path: string) => SitePage, string]>([
    ['ask not to be indexed', hidden, 'skipped hidden'],
    ['say the same', (path) => linked(path, 'Start.'), 'skipped duplicate'],
    ['say nothing', () => ({ body: '<script>x()</script>' }), 'skipped empty'],
    ['are pictures', () => ({ headers: { 'content-type': 'image/png' } }), 'skipped type'],
    ['lead elsewhere', (path) => ({ status: 302, headers: { location: `${path}to/` } }), 'skipped redirect'],
    ['are busy', () => ({ status: 503, headers: { 'retry-after': '0' } }), 'failed status'],
  ])('where they %s, and says so', async (_name, pageOf, end) => {
    tree(pageOf)

    const source = await read({ site: LIMIT })

    expect(source.lastImport).toMatchObject({ status: 'done', reason: 'limit', counts: { taken: 1 } })
    expect(paths()).toHaveLength(4)
    const ends = Object.values(await outcomes(source))
    expect(ends.filter((one) => one === end)).toHaveLength(3)
    expect(ends).toContain('skipped limit')
  })

  test('also when nothing is taken, again, and by a process that goes on where another died', async () => {
    tree(hidden)
    site.pages.set('/', hidden('/'))
    const source = await read({ site: LIMIT })
    const first = paths()
    expect(first).toHaveLength(4)
    expect(source.lastImport).toMatchObject({ reason: 'limit', counts: { taken: 0 } })

    site.log.length = 0
    expect((await again(source)).lastImport).toMatchObject({ reason: 'limit', counts: { taken: 0 } })
    expect(paths()).toEqual(first)

    site.log.length = 0
    await server.db.withOrg(orgId, async (tx) => {
      await tx.query(DIED, [orgId, source.id])
      await tx.query(WAITING, [orgId, source.id, `${site.url}${first[1]}`])
      await plantImport(tx, source.id)
    })
    expect((await ended(source)).lastImport).toMatchObject({ status: 'done', reason: 'limit' })
    // The page at which it died, and none beside it.
    expect(asked()).toEqual([`200 ${first[1]}`])
  })

  test('which counts none that is left alone, and is not reached by as many as there are', async () => {
    fill({
      '/': aPage({
        title: 'Start',
        text: 'Start.',
        links: ['/secret/1', '/secret/2', '/out', '/a.zip', '/in'],
      }),
      '/in': aPage({ title: 'In', text: 'Inside.', links: ['/in/deep'] }),
      '/robots.txt': { body: 'User-agent: *\nDisallow: /secret' },
    })

    const source = await read({ site: { pagesMax: 2, depthMax: 1, exclude: ['/out'] } })

    expect(source.lastImport).toMatchObject({ reason: null, counts: { taken: 2 } })
    expect(paths()).toEqual(['/', '/in'])
  })

  test('and a page by itself is followed to where it is now, not for ever', async () => {
    fill({ '/': { status: 301, headers: { location: '/now' } }, '/now': linked('/', 'Now here.') })
    const source = await read({ site: null })
    expect(await outcomes(source)).toEqual({ '/': 'skipped redirect', '/now': 'taken' })
    expect(source.lastImport?.reason).toBeNull()

    const hops = Array.from({ length: 30 }, (_, at) => [`/${at}`, `/${at + 1}`])
    const pages = hops.map(([from, location = '']) => [from, { status: 302, headers: { location } }])
    fill({ '/': { status: 302, headers: { location: '/0' } }, ...Object.fromEntries(pages) })
    const lost = await read({ site: null })
    expect(lost.lastImport).toMatchObject({ reason: 'limit', counts: { taken: 0 } })
    expect(paths()).toHaveLength(11)
  })
})

const DUE = statement('select 1 from job where org_id = $1 and id = $2')

async function isDue(setId: Id): Promise<boolean> {
  const { rowCount } = await server.db.withOrg(orgId, (tx) => tx.query(DUE, [orgId, setId]))
  return rowCount === 1
}

/** A test set that articles have to pass. */
async function aGate(): Promise<Id> {
  const settings = { name: 'Gate', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null }
  const body = { ...settings, articleShareNeeded: 100, clientId: newId() }
  const { id: setId } = await ada.call(api.createTestSet, { body })
  const expected = { actions: ['answer'], reasons: [], says: [], saysNot: [], cites: [] }
  const turns = [{ says: [['Where?']], only: null, expect: expected }]
  const text = JSON.stringify([{ name: 'Where?', language: 'en', inboxId: null, turns }])
  await ada.call(api.importTestCases, { params: { setId }, body: { format: 'json', text } })
  return setId
}

// As a process leaves it that dies while it reads a page.
const DIED = statement(`
  update source_import set status = 'running', ended_at = null, reason = null
  where org_id = $1 and id = (select import_id from source_page where org_id = $1 and source_id = $2 limit 1)`)
const WAITING = statement(`
  update source_page set outcome = null, reason = null, tries = 1
  where org_id = $1 and source_id = $2 and (reason = 'limit' or place = $3)`)

/** As a member would, in the editor. */
async function rewrite(source: Source, path: string, text: string): Promise<void> {
  const page = (await pagesOf(source)).find(({ place }) => place.endsWith(path))
  const params = { articleId: page?.articleId as Id }
  const { revision, newest } = await ada.call(api.getArticle, { params })
  const { language, audience, title, alternates } = newest
  const words = { language, audience, title, alternates, body: text }
  const written = await ada.call(api.updateArticle, { params, body: { ...words, expect: revision } })
  await ada.call(api.publishArticle, {
    params,
    body: { version: written.version, expect: written.revision },
  })
}
