import { setTimeout as sleep } from 'node:timers/promises'
import { type Id, newId, type Source } from '@hilo/protocol'
import type { Ground } from '../../apps/server/src/app.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import { addSource } from '../../apps/server/src/domain/source/add.ts'
import { startImport } from '../../apps/server/src/domain/source/import.ts'
import { getSource } from '../../apps/server/src/domain/source/source.ts'
import { type ServerProcess, serverProcess } from '../../apps/server/src/testing/server-process.ts'
import { aPage, type FixtureSite, startSite } from '../../apps/server/src/testing/site.ts'
import type { Figure } from '../bench/figure.ts'

type Plan = { pages: number; changed: number; gone: number; tell: (sentence: string) => void }

/** Pages that link to so many others: the site is a tree, and its sitemap lists half of it. */
const BRANCHES = 10
const FILLING = 'It says something that people ask. '.repeat(12)
const LOOK_MS = 250
const PATIENCE_MS = 10 * 60_000

const ARTICLES = statement(`
  select count(*)::int as articles, coalesce(sum(version), 0)::int as versions
  from article where org_id = $1 and deleted_at is null and published_version is not null`)

/** Reads a site, with a `kill -9` in the middle, and reads it again after some of it changed. */
export async function measureImport(ground: Ground, plan: Plan): Promise<Figure[]> {
  const site = await startSite(siteOf(plan.pages))
  site.pages.set('/sitemap.xml', sitemapOf(site, plan.pages))
  const server = serverOn(ground, site)
  try {
    await server.start()
    const source = await begin(ground, site, plan.pages)
    const first = await readWithDeath({ ground, site, server, plan, source })
    change(site, plan)
    const second = await readAgain({ ground, site, plan, source })
    return [...first, ...second]
  } finally {
    await server.close()
    await site.close()
  }
}

/** It may reach the site, although that is on this machine. */
function serverOn({ config }: Ground, site: FixtureSite): ServerProcess {
  if (!config.database) throw new Error('The ground has no database.')
  const { secret: HILO_SECRET } = config
  return serverProcess(config.database, { PORT: '0', HILO_SECRET, HILO_DEV_SERVICES: site.host })
}

function siteOf(pages: number): Record<string, ReturnType<typeof aPage>> {
  const numbers = Array.from({ length: pages }, (_, number) => number)
  return Object.fromEntries(numbers.map((number) => [pathOf(number), pageOf(number, pages)]))
}

const pathOf = (number: number) => (number === 0 ? '/' : `/help/${number}`)

function pageOf(number: number, pages: number, edition = 'first') {
  const links = Array.from({ length: BRANCHES }, (_, branch) => number * BRANCHES + branch + 1)
  return aPage({
    title: `Help page ${number}`,
    text: `This is the ${edition} text of page ${number}. ${FILLING}`,
    links: links.filter((link) => link < pages).map(pathOf),
  })
}

function sitemapOf({ url }: FixtureSite, pages: number) {
  const places = Array.from({ length: Math.floor(pages / 2) }, (_, number) => `${url}${pathOf(number)}`)
  const body = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${places
    .map((place) => `<url><loc>${place}</loc></url>`)
    .join('')}</urlset>`
  return { body, headers: { 'content-type': 'application/xml' } }
}

type Begun = { orgId: Id; id: Id }

async function begin({ db }: Ground, { url }: FixtureSite, pages: number): Promise<Begun> {
  const named = { slug: `org-${newId()}`, name: 'Org', timeZone: 'UTC', locale: 'en' }
  const orgId = await ensureOrg(db.global, named)
  const site = { pagesMax: pages, depthMax: 20, include: [], exclude: [], delayMs: 0, usesSitemap: true }
  const settings = { name: 'Help', language: null, audience: 'public', schedule: 'none', site } as const
  const { id } = await db.withOrg(orgId, (tx) =>
    addSource(tx, {
      ...{ origin: 'site', clientId: newId(), fileId: null },
      settings: { ...settings, site: { ...site, include: [], exclude: [] }, url: `${url}/`, filename: null },
    }),
  )
  return { orgId, id }
}

type Work = { ground: Ground; site: FixtureSite; plan: Plan; source: Begun }

async function readWithDeath({ server, ...work }: Work & { server: ServerProcess }) {
  const { site, plan } = work
  const startedAt = Date.now()
  const before = await follow(work, (_, taken) => taken >= plan.pages / 2)
  await server.kill()
  const taken = before.lastImport?.counts.taken ?? 0
  plan.tell(`kill -9 after ${taken} pages`)
  await server.start()
  const after = await follow(work, ({ lastImport }) => lastImport?.status !== 'running')
  const seconds = (Date.now() - startedAt) / 1_000
  const asked = site.log.filter((line) => line.startsWith('200 /help/'))
  const { articles } = await articlesOf(work)
  return [
    atLeast('pages taken, killed in the middle', after.lastImport?.counts.taken ?? 0, plan.pages),
    atLeast('articles that answer', articles, plan.pages),
    atMost('pages asked for twice', asked.length - new Set(asked).size, 3),
    atMost('failed, skipped or gone', notTaken(after), 0),
    {
      name: 'first import',
      value: seconds,
      unit: 's',
      note: `${(plan.pages / seconds).toFixed(0)} pages a second`,
    },
  ] satisfies Figure[]
}

/** Some pages say something else, and some are gone. */
function change({ pages: all }: FixtureSite, { pages, changed, gone }: Plan): void {
  for (let number = 1; number <= changed; number++) {
    all.set(pathOf(pages - number), pageOf(pages - number, pages, 'second'))
  }
  for (let number = 1; number <= gone; number++) all.delete(pathOf(pages - changed - number))
}

async function readAgain(work: Work): Promise<Figure[]> {
  const { ground, site, plan, source } = work
  site.log.length = 0
  const before = await articlesOf(work)
  const startedAt = Date.now()
  await ground.db.withOrg(source.orgId, (tx) => startImport(tx, source.id))
  const { lastImport } = await follow(work, (now) => now.lastImport?.status !== 'running')
  const seconds = (Date.now() - startedAt) / 1_000
  const after = await articlesOf(work)
  const bodies = site.log.filter((line) => line.startsWith('200 /help/')).length
  const { taken = 0, unchanged = 0, gone = 0 } = lastImport?.counts ?? {}
  return [
    ...exactly('read again: pages taken', taken, plan.changed),
    ...exactly('read again: unchanged', unchanged, plan.pages - plan.changed - plan.gone),
    ...exactly('read again: gone, still answering', gone, plan.gone),
    atLeast('articles that answer', after.articles, plan.pages),
    atMost('pages sent whole', bodies, plan.changed),
    atMost('versions written', after.versions - before.versions, plan.changed),
    { name: 'second import', value: seconds, unit: 's' },
  ]
}

/** Looks until it is as wanted, and tells how far it is. */
async function follow(
  { ground, plan, source }: Work,
  isEnough: (source: Source, taken: number) => boolean,
): Promise<Source> {
  let told = -1
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const now = await ground.db.withOrg(source.orgId, (tx) => getSource(tx, source.id))
    const { counts, waiting = 0 } = now.lastImport ?? {}
    const done = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)
    const tenth = Math.floor((10 * done) / plan.pages)
    if (tenth !== told) plan.tell(`${done} pages done, ${waiting} waiting`)
    told = tenth
    if (isEnough(now, counts?.taken ?? 0)) return now
  }
  throw new Error('The import did not come that far.')
}

async function articlesOf({ ground, source }: Work): Promise<{ articles: number; versions: number }> {
  return ground.db.withOrg(source.orgId, async (tx) => {
    const { rows } = await tx.query<{ articles: number; versions: number }>(ARTICLES, [source.orgId])
    return rows[0] ?? { articles: 0, versions: 0 }
  })
}

function notTaken({ lastImport }: Source): number {
  const { failed = 0, skipped = 0, gone = 0 } = lastImport?.counts ?? {}
  return failed + skipped + gone
}

function atLeast(name: string, value: number, bar: number): Figure {
  return { name, value, unit: '', bar: { atLeast: bar } }
}

function atMost(name: string, value: number, bar: number): Figure {
  return { name, value, unit: '', bar: { atMost: bar } }
}

function exactly(name: string, value: number, bar: number): Figure[] {
  return [atLeast(name, value, bar), { ...atMost(`${name}, no more`, value, bar) }]
}
