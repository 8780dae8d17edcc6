import type { ChannelEvent } from '@hilo/channels'
import type { OwnItem, OwnPartOf } from '../../domain/receipt/read.ts'
import type { WorkerContext } from '../context.ts'
import { accountOf, kindOf } from './event-trace.ts'

type Json = Record<string, unknown>

/** What the platforms put several of into one entry. */
const LISTS = ['changes', 'messaging', 'standby'] as const

/**
 * Leaves of a batch what the directory says is for one inbox. Each part is read alone, by the reader that
 * decided where it went when it came: what that reader cannot place is nobody's, and is left out.
 */
export function createOwnPartOf({
  directory,
  readerOf,
}: Pick<WorkerContext, 'directory' | 'readerOf'>): OwnPartOf {
  return async ({ appId, body }, { orgId, inboxId }) => {
    const whole = readJson(body)
    const object = whole?.object === undefined ? null : String(whole.object)
    const reader = readerOf(object)
    const items: OwnItem[] = []

    async function isOwn(part: Json): Promise<boolean> {
      const events = reader?.parse({ object: whole?.object, entry: [part] }) ?? []
      const bindings = await Promise.all(events.map((event) => bindingOf(event)))
      const own = events.length > 0 && bindings.every((binding) => binding)
      if (own) items.push(...events.map(itemOf))
      return own
    }

    async function bindingOf(event: ChannelEvent): Promise<boolean> {
      const account = accountOf(event)
      const binding = account === null ? null : await directory(appId, account)
      return binding?.orgId === orgId && binding.inboxId === inboxId
    }

    const entries: Json[] = []
    for (const entry of listOf(whole?.entry)) {
      const frame = Object.fromEntries(Object.entries(entry).filter(([key]) => !isList(key)))
      const parts: Json = {}
      for (const name of LISTS) {
        const own: Json[] = []
        for (const part of listOf(entry[name])) if (await isOwn({ ...frame, [name]: [part] })) own.push(part)
        if (own.length > 0) parts[name] = own
      }
      if (Object.keys(parts).length > 0) entries.push({ ...frame, ...parts })
    }
    const left = { ...(whole?.object === undefined ? {} : { object: whole.object }), entry: entries }
    return { body: left, items, text: JSON.stringify(left) }
  }
}

function itemOf(event: ChannelEvent): OwnItem {
  return {
    kind: kindOf(event),
    externalId: 'externalId' in event ? (event.externalId ?? null) : null,
    opaque: event.type === 'status' ? event.opaque : null,
  }
}

function isList(key: string): boolean {
  return LISTS.some((name) => name === key)
}

function listOf(value: unknown): Json[] {
  const list = Array.isArray(value) ? value : []
  return list.filter((one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one))
}

function readJson(body: Buffer): Json | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Json) : null
  } catch {
    return null
  }
}
