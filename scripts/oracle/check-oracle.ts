import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Id, newId } from '@hilo/protocol'
import fc from 'fast-check'
import { type App, type Ground, startApp } from '../../apps/server/src/app.ts'
import { decode } from '../../apps/server/src/db/codec.ts'
import { statement } from '../../apps/server/src/db/statement.ts'
import { bindAccount } from '../../apps/server/src/domain/directory/bind.ts'
import { connectInbox } from '../../apps/server/src/domain/inbox/connect.ts'
import { queueMessage } from '../../apps/server/src/domain/message/queue.ts'
import { ensureOrg } from '../../apps/server/src/domain/org/create.ts'
import { readBacklog } from '../../apps/server/src/domain/webhook/backlog.ts'
import { putMetaApp } from '../../apps/server/src/domain/webhook/meta-app.ts'
import { foresee, type State } from './oracle.ts'
import { type Plant, planted } from './plant.ts'
import { CHANNELS, type ChannelName, SENT, SEQUENCE, type Sequence } from './sequence.ts'
import { entryOf, externalIdOf, type Pair } from './webhook.ts'

export type OracleReport = {
  sequences: number
  happenings: number
  elapsedMs: number
  /** The smallest group of sequences that came to another end, with the seed that leads to it. */
  violation: { seed: number; path: string | null; what: string; example: string } | null
}

type Options = { groups: number; size: number; seed?: number | undefined; plant?: Plant | null }

const APP = 'oracle'
const SECRET = 'the secret of the app'
const OBJECTS = { whatsapp: 'whatsapp_business_account', messenger: 'page', instagram: 'instagram' }

/**
 * Lets random sequences of messages, edits, withdrawals, statuses and echoes, repeated and in disorder, come
 * to a server as webhooks, `size` contacts at a time, and compares what is stored with the oracle. The ground
 * is closed with the server.
 */
export async function checkOracle(
  openGround: () => Promise<Ground>,
  { groups, size, seed, plant = null }: Options,
): Promise<OracleReport> {
  const begun = Date.now()
  const ground = await openGround()
  const app = await startApp({ ...ground, db: planted(ground.db, plant) }, null)
  const world = await connect(ground, app)
  let [sequences, happenings] = [0, 0]
  const property = fc.asyncProperty(fc.array(SEQUENCE, { minLength: 1, maxLength: size }), async (group) => {
    sequences += group.length
    happenings += group.reduce((sum, one) => sum + one.happenings.length, 0)
    await compare(world, group)
  })
  const result = await fc.check(property, { numRuns: groups, endOnFailure: plant !== null, seed })
  await app.stop()
  const { failed, counterexamplePath, counterexample, errorInstance } = result
  const violation = {
    ...{ seed: result.seed, path: counterexamplePath, example: JSON.stringify(counterexample) },
    what: errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  }
  return { sequences, happenings, elapsedMs: Date.now() - begun, violation: failed ? violation : null }
}

type World = { ground: Ground; url: string; orgId: Id; inboxes: Record<ChannelName, Id>; account: string }

/** An org with an inbox of each channel, which people hold. */
async function connect(ground: Ground, { url }: App): Promise<World> {
  const { db, keys } = ground
  const named = { slug: `oracle-${newId()}`, name: 'Oracle', timeZone: 'UTC', locale: 'en' }
  const orgId = await ensureOrg(db.global, named)
  await putMetaApp(db.global, keys, { id: APP, secret: SECRET, verifyToken: 'oracle' })
  const account = String(Date.now())
  const inboxes = {} as Record<ChannelName, Id>
  for (const channel of CHANNELS) {
    const settings = { accessToken: 'oracle', appId: APP }
    const inbox = { channel, name: channel, account: `${account}.${channel}`, settings, backendId: null }
    const inboxId = await db.withOrg(orgId, (tx) => connectInbox(tx, keys, inbox))
    await bindAccount(db.global, { appId: APP, account: inbox.account, channel, orgId, inboxId })
    inboxes[channel] = inboxId
  }
  return { ground, url, orgId, inboxes, account }
}

let contacts = 0

async function compare(world: World, group: readonly Sequence[]): Promise<void> {
  const pairs = group.map(({ channel }): Pair => {
    const contact = String(34_600_000_000 + ++contacts)
    return { channel, account: `${world.account}.${channel}`, contact }
  })
  await post(
    world,
    pairs.map((pair) => ({ pair, entry: entryOf(pair, 'hello') })),
  )
  await settle(world)
  for (const pair of pairs) await send(world, pair)
  const longest = Math.max(...group.map(({ happenings }) => happenings.length))
  for (let turn = 0; turn < longest; turn++) {
    await post(
      world,
      group.flatMap(({ happenings }, at) => {
        const [what, pair] = [happenings[turn], pairs[at] as Pair]
        return what ? [{ pair, entry: entryOf(pair, what) }] : []
      }),
    )
  }
  await settle(world)
  for (const [at, sequence] of group.entries()) {
    const [found, expected] = [await readState(world, pairs[at] as Pair), foresee(sequence)]
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
    if (a !== b) throw new Error(`It is ${a}, and must be ${b}`)
  }
}

type Told = { pair: Pair; entry: Record<string, unknown> }

/** One webhook a channel: each contact's things come in their order, those of others beside them. */
async function post({ url }: World, told: readonly Told[]): Promise<void> {
  for (const [channel, ofChannel] of Map.groupBy(told, ({ pair }) => pair.channel)) {
    const body = JSON.stringify({ object: OBJECTS[channel], entry: ofChannel.map(({ entry }) => entry) })
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature }
    const { status } = await fetch(`${url}/webhooks/meta/${APP}`, { method: 'POST', headers, body })
    if (status !== 200) throw new Error(`A webhook was answered with ${status}.`)
  }
}

async function settle({ ground }: World): Promise<void> {
  while ((await readBacklog(ground.db.ingress)).events > 0) await sleep(5)
}

const CONVERSATION = statement(`
  select c.id, c.holder, c.window_closes_at as "closesAt" from message m
  join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  where m.org_id = $1 and m.inbox_id = $2 and m.external_id = $3`)
const ACCEPTED = statement(`
  update delivery set status = 'accepted', external_id = $3, due_at = null
  where org_id = $1 and message_id = $2`)
const MESSAGES = statement(`
  select direction, content, edited_at is not null as edited, unsent_at is not null as unsent
  from message where org_id = $1 and conversation_id = $2 order by seq`)
const STATUSES = statement(`
  select status from delivery where org_id = $1 and conversation_id = $2 order by seq`)

type Conversation = { id: Id; holder: string; closesAt: Date | null }

async function conversationOf({ ground, orgId, inboxes }: World, pair: Pair): Promise<Conversation> {
  const values = [orgId, inboxes[pair.channel], externalIdOf(pair, 'hello')]
  const [found] = await ground.db.flight(orgId, [{ statement: CONVERSATION, values }])
  return found?.rows[0] as Conversation
}

/** What the business said from here, as if the platform had just accepted it. */
async function send(world: World, pair: Pair): Promise<void> {
  const { ground, orgId } = world
  const { id: conversationId } = await conversationOf(world, pair)
  await ground.db.withOrg(orgId, async (tx) => {
    for (let nth = 0; nth < SENT; nth++) {
      const content = { type: 'text', text: `out ${nth}` } as const
      const told = { author: 'system', memberId: null, clientId: null, replyTo: null, parts: 1 } as const
      const { id } = await queueMessage(tx, { conversationId, content, ...told })
      await tx.query(ACCEPTED, [orgId, id, externalIdOf(pair, `out.${nth}`)])
    }
  })
}

type MessageRow = { direction: string; content: Buffer; edited: boolean; unsent: boolean }
type Content = { type: string; text?: string; kind?: string }

async function readState(world: World, pair: Pair): Promise<State> {
  const { ground, orgId } = world
  const { id, holder, closesAt } = await conversationOf(world, pair)
  const [messages, statuses] = await ground.db.flight(orgId, [
    { statement: MESSAGES, values: [orgId, id] },
    { statement: STATUSES, values: [orgId, id] },
  ])
  const rows = (messages?.rows ?? []) as MessageRow[]
  return {
    messages: rows.map(inWords).filter((text) => !/^out out \d/.test(text)),
    statuses: (statuses?.rows ?? []).map(({ status }) => status as string),
    holder,
    windowClosesAt: closesAt?.toISOString() ?? null,
  }
}

function inWords({ direction, content, edited, unsent }: MessageRow): string {
  const { type, text, kind } = decode<Content>(content)
  const words = type === 'text' ? text : kind === 'unsent' ? 'withdrawn' : type
  return `${direction} ${words}${edited ? ' edited' : ''}${unsent ? ' unsent' : ''}`
}
