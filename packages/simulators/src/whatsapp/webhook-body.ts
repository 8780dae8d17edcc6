import type { BusinessNumber, Person, WebhookItem, WhatsApp } from './world.ts'

type SpokenItem = Exclude<WebhookItem, { kind: 'raw' }>

/**
 * The envelope around what a lane has to say. Neighbours of one kind share a `value`, as Meta batches them.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function webhookBody(world: WhatsApp, items: readonly WebhookItem[]): unknown {
  const [first] = items
  if (first?.kind === 'raw') return first.body
  const changes = groupByKind(items.filter(isSpoken)).map((group) => ({
    value: groupValue(world, group),
    field: 'messages',
  }))
  const number = first ? world.numbers.get(first.message.phoneNumberId) : undefined
  return { object: 'whatsapp_business_account', entry: [{ id: number?.wabaId ?? '0', changes }] }
}

function isSpoken(item: WebhookItem): item is SpokenItem {
  return item.kind !== 'raw'
}

function groupByKind(items: readonly SpokenItem[]): SpokenItem[][] {
  const groups: SpokenItem[][] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last?.[0]?.kind === item.kind) last.push(item)
    else groups.push([item])
  }
  return groups
}

function groupValue(world: WhatsApp, group: readonly SpokenItem[]): Record<string, unknown> {
  const [first] = group
  const number = first ? world.numbers.get(first.message.phoneNumberId) : undefined
  const people = new Set(group.map((item) => world.people.get(item.message.personId)))
  const contacts = Array.from(people).flatMap((person) => (person ? [contactOf(person)] : []))
  return {
    messaging_product: 'whatsapp',
    metadata: metadataOf(number),
    contacts,
    [first?.kind === 'status' ? 'statuses' : 'messages']: group.map((item) => item.value),
  }
}

function metadataOf(number: BusinessNumber | undefined): Record<string, unknown> {
  return {
    display_phone_number: number?.displayPhoneNumber.replace(/\D/g, '') ?? '',
    phone_number_id: number?.phoneNumberId ?? '',
  }
}

function contactOf(person: Person): Record<string, unknown> {
  return {
    profile: { name: person.name, ...(person.username === null ? {} : { username: person.username }) },
    ...(person.bsuid === null ? {} : { user_id: person.bsuid }),
    ...(person.waId === null ? {} : { wa_id: person.waId }),
  }
}
