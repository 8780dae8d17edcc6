import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '@hilo/protocol'
import { bundleBackend } from '@hilo/runtime'
import { type Simulators, startSimulators } from '@hilo/simulators'
import { type App, type Ground, startApp } from '../../apps/server/src/app.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { createDirectory } from '../../apps/server/src/domain/directory/find.ts'
import { seedBench } from '../bench/seed.ts'
import type { Example } from './examples.ts'
import { type Front, openFront } from './front.ts'
import { Mortal } from './mortal.ts'
import { mortalDatabase } from './mortal-database.ts'
import { type Plant, planted } from './plant.ts'

/**
 * Nodes of the real server on a real PostgreSQL, one alive at a time: as soon as one dies, the next is
 * started. The platform, the phones and the services outlive them all.
 */
export type Stage = {
  readonly ground: Ground
  readonly simulators: Simulators
  readonly front: Front
  /** The node that lives now. */
  readonly mortal: Mortal
  /** So often in a row nothing must be under way: a planted bug hides for a moment what it does. */
  readonly looks: number
  /** Resolves when a node lives and serves. */
  ready(): Promise<void>
  close(): Promise<void>
}

/** Where a conversation with an example takes place. */
export type Place = { orgId: Id; account: string }

const APP_SECRET = 'secret-of-the-app-that-signs'

export async function openStage(ground: Ground, plant: Plant | null = null): Promise<Stage> {
  const { simulators, front } = await openOutside()
  const apps: App[] = []
  const ends: Promise<void>[] = []
  let isClosing = false
  let starting: Promise<void>

  async function start(): Promise<void> {
    const mortal = new Mortal(() => {
      starting = succeed(apps.pop())
    })
    const { config, db } = ground
    const graphUrl = front.graphUrlOf(front.nodes.length)
    const node = { mortal, url: '' }
    const own = { ...config, graphUrl, egressLoopback: [front.host] }
    const app = await startApp(
      { ...ground, config: own, db: planted(mortalDatabase(db, mortal), plant), close: async () => {} },
      null,
      { write: () => {} },
    )
    apps.push(app)
    front.nodes.push({ ...node, url: app.url })
  }

  /** The row is taken away because the process that holds the dead node lives on. */
  async function succeed(dead: App | undefined): Promise<void> {
    if (dead) ends.push(dead.stop().catch(() => {}))
    await ground.db.global.query(FORGET)
    if (!isClosing) await start()
  }

  starting = start()
  await starting
  return {
    ...{ ground, simulators, front, looks: plant === null ? 1 : PLANTED_LOOKS },
    get mortal() {
      return front.nodes.at(-1)?.mortal as Mortal
    },
    ready: async () => {
      for (let seen = null; seen !== starting; ) {
        seen = starting
        await seen
      }
    },
    async close() {
      isClosing = true
      await Promise.all([...apps.map((app) => app.stop()), ...ends])
      await front.close()
      await simulators.close()
      await ground.close()
    },
  }
}

/** The platform, the services, and the road to both. */
async function openOutside() {
  const simulators = await startSimulators()
  await simulators.whatsapp.settings({ sentMs: 2, deliveredMs: 4, readMs: null })
  await simulators.calendar.settings({ seatsPerSlot: 1_000_000 })
  const day = { name: 'day', label: 'Day' }
  const floor = { name: 'floor', label: 'Floor', kind: 'number' as const }
  await simulators.whatsapp.addFlow({ id: '5081209', fields: [day, floor] })
  await simulators.shop.putOrder({ number: '1001', status: 'shipped', deliveryOn: '2026-11-28' })
  const front = await openFront({
    graphUrl: simulators.graphUrl,
    services: {
      calendar: simulators.calendarUrl,
      shop: simulators.shopUrl,
      appointments: simulators.appointmentsUrl,
      crm: simulators.crmUrl,
      documents: simulators.documentsUrl,
    },
  })
  return { simulators, front }
}

let numbers = 106_540_352_000_000

/** Deploys an example for an org of its own and gives it a number. */
export async function connectExample({ ground, simulators, front }: Stage, example: Example): Promise<Place> {
  const account = String(++numbers)
  const outDir = mkdtempSync(join(tmpdir(), 'hilo-cut-'))
  await seedBench(ground, {
    ...{ appSecret: APP_SECRET, firstNumber: account, orgs: 1 },
    bundle: await bundleBackend(example.file, { outDir }),
    config: example.config(front.serviceUrl),
    secrets: example.secrets,
  })
  rmSync(outDir, { recursive: true })
  await simulators.whatsapp.registerNumber({
    phoneNumberId: account,
    displayPhoneNumber: `+34 910 ${account.slice(-6)}`,
    wabaId: '102290129340000',
    accessToken: 'bench',
    webhookUrl: front.webhookUrl,
    appSecret: APP_SECRET,
    verifyToken: 'bench',
  })
  const binding = await createDirectory(ground.db.global)('bench', account)
  if (!binding) throw new Error('The number that was just connected is not in the directory.')
  return { orgId: binding.orgId, account }
}

const PATIENCE_MS = 30_000
const PLANTED_LOOKS = 12

const UNREST = statement(`
  select (select count(*)::int from run where org_id = $1 and claimed_by is not null) as claims,
    (select count(*)::int from run where org_id = $1 and due_at <= now()) as due,
    (select count(*)::int from delivery where org_id = $1
       and status not in ('delivered', 'read', 'failed', 'cancelled')) as deliveries,
    (select count(*)::int from run r join conversation c on c.org_id = r.org_id and c.run_id = r.id
       where r.org_id = $1 and c.holder = 'backend' and c.last_in_seq > r.read_seq) as unread`)
const EVENTS = statement('select count(*)::int as events from webhook_pending')
const PASS = statement(`
  update delivery set due_at = now() where org_id = $1 and status = 'unknown' and due_at > now()`)
const LISTENED = statement(`
  update node set started_at = now() - interval '1 minute' where started_at <> 'infinity'`)
const FORGET = statement('delete from node')

/**
 * Waits until nothing is under way any more. A send in doubt is waited for by moving its time, once the
 * platform has told all that it had to tell.
 *
 * @throws Error that says what did not come to rest.
 */
export async function rest(stage: Stage, { orgId }: Place): Promise<void> {
  const { ground, simulators } = stage
  for (let calm = 0, deadline = Date.now() + PATIENCE_MS; ; await sleep(8)) {
    await stage.ready()
    const { pending } = await simulators.whatsapp.webhookCounts()
    const { rows: stored } = await ground.db.ingress.query<{ events: number }>(EVENTS)
    const [result] = await ground.db.flight(orgId, [{ statement: UNREST, values: [orgId] }])
    const left = { webhooks: pending, events: stored[0]?.events ?? 0, ...result?.rows[0] }
    calm = Object.values(left).every((count) => count === 0) ? calm + 1 : 0
    if (calm === stage.looks) return
    if (Date.now() > deadline) throw new Error(`It did not come to rest: ${JSON.stringify(left)}`)
    if (left.webhooks + left.events === 0) await hasten(stage, orgId)
  }
}

async function hasten({ ground: { db } }: Stage, orgId: Id): Promise<void> {
  await db.global.query(LISTENED)
  await db.flight(orgId, [{ statement: PASS, values: [orgId] }])
}
