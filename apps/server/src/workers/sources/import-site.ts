import { setTimeout as sleep } from 'node:timers/promises'
import type { Id, SiteLimits } from '@hilo/protocol'
import { type ImportEnd, noteListed, type Running, stillRuns } from '../../domain/source/import.ts'
import { type Look, settlePage } from '../../domain/source/settle-page.ts'
import type { ReadSource } from '../../domain/source/source.ts'
import {
  isOverLimit,
  listKnown,
  listPlaces,
  mayAskFor,
  nextPage,
  TRIES_MAX,
  type WaitingPage,
} from '../../domain/source/waiting-pages.ts'
import { persist } from '../persist.ts'
import type { Answer } from './fetch-page.ts'
import type { ImportGround } from './import-ground.ts'
import { lookAtPage, type Seen } from './look-at-page.ts'
import { type Robots, readRobots } from './robots.ts'
import { placeOf, whyNot } from './site.ts'
import { readSitemaps } from './sitemaps.ts'

/** So many addresses may lead to a page by itself before it is there. */
const REDIRECTS_MAX = 10
/** A page by itself is a site of one, and of what leads to it. */
const ONE_PAGE: SiteLimits = {
  ...{ pagesMax: 1 + REDIRECTS_MAX, depthMax: 0, include: [], exclude: [], delayMs: 0, usesSitemap: false },
}
/** After a failure that may pass, unless the site says how long. */
const AGAIN_MS = 1_000
/** While it waits for a slow site it looks so often whether it was cancelled. */
const LOOK_MS = 1_000

type Rules = Robots | Extract<Answer, { type: 'failed' }>

type Visit = {
  ground: ImportGround
  source: ReadSource
  running: Running
  /** The first page. */
  first: string
  limits: SiteLimits
  robots: Map<string, Promise<Rules>>
  /** When the next request may be made. */
  nextAt: number
}

/**
 * Reads a page or a site: one request at a time, as slowly as it wants to be read. All that is known is in
 * rows; another process goes on with the page at which this one died.
 *
 * @returns how it ended; null when it was broken off or cancelled
 */
export async function importSite(
  ground: ImportGround,
  { source, running }: { source: ReadSource; running: Running },
): Promise<ImportEnd | null> {
  const first = placeOf(source.settings.url ?? '')
  if (!first) return { status: 'failed', reason: 'unreachable', detail: 'Its address is none.' }
  const limits = source.settings.site ?? ONE_PAGE
  const visit: Visit = { ground, source, running, first, limits, robots: new Map(), nextAt: 0 }
  const rules = await rulesFor(visit, first)
  if (ground.signal.aborted) return null
  if (!('mayRead' in rules)) {
    const reason = rules.reason === 'refused' ? 'refused' : 'robots_unreachable'
    return { status: 'failed', reason, detail: rules.detail }
  }
  if (!running.isListed) await list(visit, rules)
  return lookAtAll(visit)
}

async function list(visit: Visit, rules: Robots): Promise<void> {
  const { ground, source, running, first, limits } = visit
  const { egress, reader, signal, context, orgId } = ground
  const pause = () => pace(visit, rules)
  const isMapped = limits.usesSitemap && limits.depthMax > 0
  const places = isMapped ? await readSitemaps({ egress, reader, signal, pause }, first, rules.sitemaps) : []
  if (signal.aborted) return
  await persist(() =>
    context.db.withOrg(orgId, async (tx) => {
      if (!(await stillRuns(tx, running.id))) return
      const listing = { sourceId: source.id, importId: running.id }
      await listKnown(tx, listing)
      await listPlaces(tx, listing, { places: [first], depth: 0 })
      await listPlaces(tx, listing, { places: places.filter((place) => place !== first), depth: 1 })
      await noteListed(tx, running.id)
    }),
  )
}

async function lookAtAll(visit: Visit): Promise<ImportEnd | null> {
  const { ground, running } = visit
  const { context, orgId, signal } = ground
  const { db } = context
  while (!signal.aborted) {
    const page = await persist(() =>
      db.withOrg(orgId, async (tx) =>
        (await stillRuns(tx, running.id)) ? nextPage(tx, running.id) : 'ended',
      ),
    )
    if (page === 'ended') return null
    if (page === null) return endOf(visit)
    const seen = await look(visit, page)
    if (signal.aborted) return null
    if (seen.again && page.tries < TRIES_MAX) {
      // It waits behind all others, with one try less.
      visit.nextAt = Math.max(visit.nextAt, Date.now() + (seen.again.afterMs ?? AGAIN_MS))
      continue
    }
    if (!(await settle(visit, page, seen))) return null
    ground.tell()
  }
  return null
}

/** A limit that was reached is told of the whole too: of hundreds of pages nobody finds the one that says it. */
function endOf({ ground, source, running }: Visit): Promise<ImportEnd> {
  const listing = { sourceId: source.id, importId: running.id }
  return persist(() =>
    ground.context.db.withOrg(ground.orgId, async (tx) => {
      const reason = (await isOverLimit(tx, listing)) ? 'limit' : null
      return { status: 'done', reason, detail: null }
    }),
  )
}

/** What an address says comes first, then what the site allows, then the page itself. */
async function look(visit: Visit, page: WaitingPage): Promise<Seen> {
  const { ground, source, first, limits, running } = visit
  const skipped = (look: Look): Seen => ({ look, links: [] })
  if (page.tries > TRIES_MAX) return skipped({ type: 'failed', reason: 'crashed' })
  const reason = whyNot(page, { first, limits })
  if (reason === 'excluded' || reason === 'elsewhere') return skipped({ type: 'unwanted', reason })
  if (reason) return skipped({ type: 'skipped', reason })
  const rules = await rulesFor(visit, page.place)
  if (!('mayRead' in rules))
    return skipped({ type: 'failed', reason: 'robots_unreachable', detail: rules.detail })
  if (!rules.mayRead(page.place)) return skipped({ type: 'skipped', reason: 'robots' })
  const most = limits.pagesMax
  const mayAsk = await persist(() =>
    ground.context.db.withOrg(ground.orgId, (tx) => mayAskFor(tx, running.id, { page, most })),
  )
  if (!mayAsk) return skipped({ type: 'skipped', reason: 'limit' })
  await pace(visit, rules)
  const { egress, reader, signal, usual } = ground
  return lookAtPage({ egress, reader, signal, usual, settings: source.settings }, page)
}

function rulesFor({ ground: { egress, signal }, robots }: Visit, place: string): Promise<Rules> {
  const { origin } = new URL(place)
  const known = robots.get(origin) ?? readRobots(egress, origin, signal)
  robots.set(origin, known)
  return known
}

/** Waits until the site may be asked again, or the import was cancelled meanwhile. */
async function pace(visit: Visit, { delayMs }: Pick<Robots, 'delayMs'>): Promise<void> {
  const { ground, limits, running } = visit
  const { context, orgId, signal } = ground
  for (let waitMs = visit.nextAt - Date.now(); waitMs > 0; waitMs = visit.nextAt - Date.now()) {
    // A wait that is broken off ends here; whoever goes on sees the signal.
    await sleep(Math.min(waitMs, LOOK_MS), undefined, { signal }).catch(() => {})
    const isOver = signal.aborted || waitMs <= LOOK_MS
    if (isOver || !(await persist(() => context.db.withOrg(orgId, (tx) => stillRuns(tx, running.id))))) break
  }
  visit.nextAt = Date.now() + Math.max(limits.delayMs, delayMs)
}

/** @returns false when the import was cancelled */
function settle(visit: Visit, page: WaitingPage, { look: found, links }: Seen): Promise<boolean> {
  const { ground, source, running, first, limits } = visit
  const listing: { sourceId: Id; importId: Id } = { sourceId: source.id, importId: running.id }
  // A redirect leads to the same page, not one further.
  const isMoved = found.type === 'skipped' && found.reason === 'redirect'
  const depth = page.depth + (isMoved ? 0 : 1)
  const places = [...new Set(links)].filter((place) => whyNot({ place, depth }, { first, limits }) === null)
  return persist(() =>
    ground.context.db.withOrg(ground.orgId, async (tx) => {
      const at = { ...listing, kind: 'page' as const, articlesMax: ground.context.articlesMax }
      const isSettled = await settlePage(tx, at, { page, look: found })
      if (isSettled) await listPlaces(tx, listing, { places, depth })
      return isSettled
    }),
  )
}
