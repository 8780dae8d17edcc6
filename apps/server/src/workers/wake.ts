import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '@hilo/protocol'
import { giveUpDelivery } from '../domain/delivery/give-up.ts'
import { conversationOf, doubtDelivery } from '../domain/delivery/take.ts'
import { type Due, listDue } from '../domain/node/due.ts'
import { beat, censusOf, forgetNodes } from '../domain/node/node.ts'
import { readBacklog } from '../domain/webhook/backlog.ts'
import type { WorkerContext } from './context.ts'
import type { Deliverer } from './deliver/deliver-message.ts'
import type { Intake } from './receive/intake.ts'
import { repeat } from './repeat.ts'
import type { JobRunner } from './run-job.ts'
import type { TurnRunner } from './turn/run-turn.ts'

/**
 * The one place from which everything goes on that is due or was left behind: timers, retries, deliveries in
 * doubt, claims and unprocessed events of nodes that died. Once in a period: a second in production.
 */
export type Wake = {
  /**
   * Begins to beat, and takes up what dead nodes left; awaited before the first request, so that old events
   * go before new ones.
   */
  recover(): Promise<void>
  /** Goes on doing so. */
  start(): void
  /** Takes nothing up any more, and beats on: what is under way is not left behind. */
  rest(): Promise<void>
  stop(): Promise<void>
}

const HEARTBEAT_MS = 1_000
/** Runs are taken up in groups of this size... */
const DUE_MAX = 500
/** ...and the next group only when so few turns are under way, so that messages are not held up behind it. */
const ACTIVE_MAX = 200
/** After a loss, claims of ours that nobody here works on are looked for during this time. */
const DOUBT_MS = 30_000
/** Such a claim is an orphan when it was seen this many times in a row: its commit has long been answered. */
const ORPHAN_SIGHTINGS = 3

/** So often it is looked how long webhooks wait, and from then on the operator is told. */
const BACKLOG_LOOK_MS = 10_000
const BACKLOG_LATE_MS = 60_000

type Parts = { intake: Intake; turns: TurnRunner; deliverer: Deliverer; jobs: JobRunner }
type State = Parts & {
  context: WorkerContext
  sightings: Map<Id, number>
  losses: number
  doubtUntil: number
  backlogAt: number
  isResting: boolean
}

export function createWake(context: WorkerContext, parts: Parts, periodMs: number): Wake {
  const state: State = {
    ...parts,
    context,
    sightings: new Map(),
    losses: 0,
    doubtUntil: 0,
    backlogAt: 0,
    isResting: false,
  }
  // Apart from the sweeps: one with much to take up lasts longer than a node may be silent.
  const { db, node, log } = context
  const heart = repeat(() => beat(db.global, node), {
    pauseMs: HEARTBEAT_MS,
    onError: (error) => log.warn({ error: String(error) }, 'a heartbeat failed'),
  })
  const sweeping = repeat(() => sweep(state), {
    pauseMs: periodMs,
    onError: (error) => log.warn({ error: String(error) }, 'a wake failed'),
  })
  const rest = () => {
    state.isResting = true
    return sweeping.stop()
  }
  return {
    recover() {
      heart.start()
      return sweep(state)
    },
    start: sweeping.start,
    rest,
    stop: async () => {
      await rest()
      await heart.stop()
    },
  }
}

async function sweep(state: State): Promise<void> {
  const { db, node } = state.context
  // After an outage the node begins to listen anew before it looks for what it may repeat.
  await beat(db.global, node)
  const { living, dead } = await censusOf(db.global, node)
  await state.intake.takeOver(living)
  await resumeDue(state, living)
  await resumeOrphans(state, living)
  await forgetNodes(db.global, dead)
  await tellOfBacklog(state)
}

/** Nothing is lost by it: people read late what contacts wrote. */
async function tellOfBacklog(state: State): Promise<void> {
  const { db, log } = state.context
  const now = performance.now()
  if (now < state.backlogAt) return
  state.backlogAt = now + BACKLOG_LOOK_MS
  const { events, oldestAt } = await readBacklog(db.ingress)
  const oldestMs = oldestAt ? Date.now() - oldestAt.getTime() : 0
  if (oldestMs < BACKLOG_LATE_MS) return
  log.warn({ events, oldestMs }, 'webhooks wait to be worked off: more comes in than this machine can do')
}

/** Many timers may end together: it goes on at once while there is more than one group of them. */
async function resumeDue(state: State, living: readonly Id[]): Promise<void> {
  const { context, turns } = state
  for (let played = DUE_MAX; played >= DUE_MAX && !state.isResting; ) {
    const due = await listDue(context.db.global, living, DUE_MAX)
    played = await resumeAll(
      state,
      due.filter((item) => !isActive(state, item)),
      living,
    )
    while (turns.active() > ACTIVE_MAX && !state.isResting) await sleep(5)
  }
}

/** @returns how many runs are played */
async function resumeAll(state: State, due: readonly Due[], living: readonly Id[]): Promise<number> {
  const runs = due.filter(({ kind }) => kind === 'run')
  const played = await Promise.all(
    [...Map.groupBy(runs, ({ orgId }) => orgId)].map(([orgId, ofOrg]) =>
      state.turns.resume(
        orgId,
        ofOrg.map(({ id }) => id),
        { living, wake: 'timer' },
      ),
    ),
  )
  for (const item of due) if (item.kind !== 'run') await resume(state, item, living)
  return played.reduce((sum, count) => sum + count, 0)
}

/** A commit of ours whose answer was lost, or that failed, leaves a claim that nobody works on. */
async function resumeOrphans(state: State, living: readonly Id[]): Promise<void> {
  const { db, node } = state.context
  const losses = db.stats.losses + state.turns.left() + state.deliverer.left()
  if (losses !== state.losses) state.doubtUntil = performance.now() + DOUBT_MS
  state.losses = losses
  if (performance.now() > state.doubtUntil) return state.sightings.clear()
  const others = living.filter((id) => id !== node.id)
  const [seen, orphans] = [new Map<Id, number>(), [] as Due[]]
  for (const item of await listDue(db.global, others)) {
    if (isActive(state, item)) continue
    const times = (state.sightings.get(item.id) ?? 0) + 1
    if (times >= ORPHAN_SIGHTINGS) orphans.push(item)
    else seen.set(item.id, times)
  }
  await resumeAll(state, orphans, others)
  state.sightings = seen
}

function isActive(state: State, { kind, id }: Due): boolean {
  const workers = { run: state.turns, delivery: state.deliverer, job: state.jobs }
  return workers[kind].isActive(id)
}

async function resume(state: State, { kind, orgId, id }: Due, living: readonly Id[]): Promise<void> {
  if (kind === 'job') await state.jobs.resume(orgId, id, living)
  else await resumeDelivery(state, { orgId, id, living })
}

async function resumeDelivery(
  { context, deliverer }: State,
  { orgId, id, living }: { orgId: Id; id: Id; living: readonly Id[] },
): Promise<void> {
  const doubted = await doubtDelivery(context.db, { orgId, id, living })
  if (doubted) {
    const { conversationId, version } = doubted
    context.bus.publish({ type: 'conversation', orgId, conversationId, version })
    return
  }
  const conversationId = await conversationOf(context.db, orgId, id)
  if (!conversationId) return
  const version = await giveUpDelivery(context.db, { orgId, conversationId, id })
  if (version !== null) context.bus.publish({ type: 'conversation', orgId, conversationId, version })
  deliverer.kick(orgId, conversationId)
}
