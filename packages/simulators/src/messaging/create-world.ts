import type { Clock } from '../clock.ts'
import type { App } from '../meta/app.ts'
import { createGround, mapBy } from '../meta/ground.ts'
import { createWebhookQueue, PLAIN_WEBHOOKS } from '../meta/webhook-queue.ts'
import { readState } from '../state-file.ts'
import { startDelivery } from './deliver.ts'
import { acknowledgeEvent, queueEvent, targetOf, webhookBody } from './push-event.ts'
import type { Traits } from './traits.ts'
import type { Account, Comment, Messaging, Person, QueuedEvent, Settings, Thread } from './world.ts'

type Snapshot = {
  apps: App[]
  accounts: Account[]
  people: Person[]
  threads: Thread[]
  comments: Comment[]
  outbox: QueuedEvent[]
}

export type WorldOptions = {
  traits: Traits
  clock: Clock
  stateFile?: string | undefined
  url(): string
}

const NOTHING: Snapshot = { apps: [], accounts: [], people: [], threads: [], comments: [], outbox: [] }
const DAY_MS = 86_400_000

function defaultSettings(traits: Traits): Settings {
  return {
    latencyMs: 0,
    answerMs: 0,
    deliveredMs: 40,
    echoesNameApp: traits.echoesNameApp,
    urlLifeMs: 30 * DAY_MS,
    sendsPerSecondMax: 300,
    webhooks: { ...PLAIN_WEBHOOKS },
  }
}

/**
 * The simulated platform, as it was when `stateFile` was last written. Faults and settings begin anew: they
 * belong to whoever runs it. What the server had not acknowledged is sent to it again.
 */
export function createMessaging(options: WorldOptions): Messaging & { close(): Promise<void> } {
  const { traits, clock, stateFile } = options
  const saved = (readState(stateFile) as Snapshot | null) ?? NOTHING
  const ground = createGround(stateFile, () => snapshotOf(world))
  const { timers, poster, media, state } = ground
  const settings = defaultSettings(traits)
  const messages = saved.threads.flatMap((thread) => thread.messages)

  const world: Messaging = {
    traits,
    apps: mapBy(saved.apps, (app) => app.id),
    accounts: mapBy(saved.accounts, (account) => account.id),
    people: mapBy(saved.people, (person) => person.id),
    threads: mapBy(saved.threads, (thread) => `${thread.accountId} ${thread.personId}`),
    messages: mapBy(messages, (message) => message.id),
    comments: mapBy(saved.comments.map(withReplies), (comment) => comment.id),
    outbox: new Map(),
    faults: [],
    settings,
    media,
    clock,
    timers,
    state,
    webhooks: createWebhookQueue<QueuedEvent>({
      options: settings.webhooks,
      timers,
      poster,
      bodyOf: (items) => webhookBody(world, items),
      targetOf: (item) => targetOf(world, item),
      onAcknowledged: (item) => acknowledgeEvent(world, item),
    }),
    listeners: new Set(),
    recentSends: [],
    url: options.url,
  }
  for (const event of saved.outbox) queueEvent(world, event)
  for (const message of messages) if (message.direction === 'out') startDelivery(world, message)
  return Object.assign(world, { close: ground.close })
}

/** Of a state that was written before comments could be answered in public. */
function withReplies(comment: Partial<Comment> & Pick<Comment, 'id'>): Comment {
  return { postId: '', text: '', isHidden: false, replies: [], ...comment } as Comment
}

function snapshotOf(world: Messaging): Snapshot {
  return {
    apps: [...world.apps.values()],
    accounts: [...world.accounts.values()],
    people: [...world.people.values()],
    threads: [...world.threads.values()],
    comments: [...world.comments.values()],
    outbox: [...world.outbox.values()],
  }
}
