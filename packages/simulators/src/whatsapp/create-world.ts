import { createClock } from '../clock.ts'
import type { App } from '../meta/app.ts'
import { createGround, mapBy } from '../meta/ground.ts'
import { createWebhookQueue, PLAIN_WEBHOOKS, type WebhookTarget } from '../meta/webhook-queue.ts'
import { readState } from '../state-file.ts'
import { CATALOGUE } from './catalogue.ts'
import { pushStatus } from './report-status.ts'
import { startStatuses } from './start-statuses.ts'
import { webhookBody } from './webhook-body.ts'
import {
  announce,
  type BusinessNumber,
  type Chat,
  type Person,
  type Settings,
  type Template,
  type WebhookItem,
  type WhatsApp,
} from './world.ts'
import { pushMessage } from './write-message.ts'

type Snapshot = {
  clockOffsetMs: number
  apps: App[]
  numbers: BusinessNumber[]
  /** Absent in files of an older version. */
  unsubscribed?: string[]
  overrides?: [wabaId: string, url: string][]
  people: Person[]
  chats: Chat[]
  templates: Template[]
}

const NOTHING: Snapshot = { clockOffsetMs: 0, apps: [], numbers: [], people: [], chats: [], templates: [] }

/** How the simulator behaves until a test says otherwise. */
function defaultSettings(): Settings {
  return {
    ...{ latencyMs: 0, sentMs: 20, deliveredMs: 60, readMs: null },
    // https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
    ...{ sendsPerSecondMax: 1_000, pairBurstMax: 1_000_000 },
    webhooks: { ...PLAIN_WEBHOOKS },
  }
}

/**
 * The simulated WhatsApp, as it was when `stateFile` was last written. Faults and settings begin anew: they
 * belong to whoever runs it. What the server had not acknowledged is sent to it again.
 */
export function createWorld(options: {
  stateFile?: string | undefined
  url(): string
}): WhatsApp & { close(): Promise<void> } {
  const saved = (readState(options.stateFile) as Snapshot | null) ?? NOTHING
  const ground = createGround(options.stateFile, () => snapshotOf(world))
  const { timers, poster, media, state } = ground
  const settings = defaultSettings()

  const world: WhatsApp = {
    apps: mapBy(saved.apps, (app) => app.id),
    numbers: mapBy(saved.numbers, (number) => number.phoneNumberId),
    unsubscribed: new Set(saved.unsubscribed),
    overrides: new Map(saved.overrides),
    people: mapBy(saved.people, (person) => person.id),
    chats: mapBy(saved.chats, (chat) => `${chat.phoneNumberId} ${chat.personId}`),
    messages: mapBy(
      saved.chats.flatMap((chat) => chat.messages),
      (message) => message.id,
    ),
    // Those of an older version are left out: a number that is registered brings its own.
    templates: saved.templates.filter(({ components }) => Array.isArray(components)),
    flows: new Map(),
    catalogues: new Map([[CATALOGUE.catalogId, CATALOGUE.products]]),
    faults: [],
    settings,
    media,
    clock: createClock(saved.clockOffsetMs),
    timers,
    state,
    webhooks: createWebhookQueue<WebhookItem>({
      options: settings.webhooks,
      timers,
      poster,
      bodyOf: (items) => webhookBody(world, items),
      targetOf: (item) => targetOf(world, item),
      onAcknowledged: (item) => acknowledge(world, item),
    }),
    listeners: new Set(),
    recentSends: new Map(),
    url: options.url,
  }
  resume(world)
  return Object.assign(world, { close: ground.close })
}

function snapshotOf(world: WhatsApp): Snapshot {
  return {
    clockOffsetMs: world.clock.offsetMs(),
    apps: [...world.apps.values()],
    numbers: [...world.numbers.values()],
    unsubscribed: [...world.unsubscribed],
    overrides: [...world.overrides],
    people: [...world.people.values()],
    chats: [...world.chats.values()],
    templates: world.templates,
  }
}

function targetOf(world: WhatsApp, item: WebhookItem): WebhookTarget | null {
  const phoneNumberId = item.kind === 'raw' ? item.phoneNumberId : item.message.phoneNumberId
  const number = world.numbers.get(phoneNumberId)
  const isWanted = number !== undefined && !world.unsubscribed.has(number.wabaId)
  const app = isWanted && world.apps.get(number.appId)
  if (!number || !app) return null
  return { url: world.overrides.get(number.wabaId) ?? app.webhookUrl, appSecret: app.appSecret }
}

function acknowledge(world: WhatsApp, item: WebhookItem): void {
  if (item.kind === 'raw') return
  const { message } = item
  message.reported = item.kind === 'status' ? item.status : 'delivered'
  if (item.kind === 'message' && message.status === 'sent') message.status = 'delivered'
  announce(world, message)
}

/**
 * Takes up what a restart interrupted: messages without a 200, statuses not told, sends still on their way.
 */
function resume(world: WhatsApp): void {
  for (const message of world.messages.values()) {
    if (message.direction === 'in') {
      if (message.reported === null) pushMessage(world, message)
    } else {
      if (message.status !== 'accepted' && message.status !== message.reported) pushStatus(world, message)
      if (message.status === 'accepted' || message.status === 'sent') startStatuses(world, message, null)
    }
  }
}
