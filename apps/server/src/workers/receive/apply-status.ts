import type { Id } from '@hilo/protocol'
import { applyStatuses, type Status } from '../../domain/delivery/apply-statuses.ts'
import type { Binding } from '../../domain/directory/find.ts'
import { isStaleTemplate, plantSync } from '../../domain/template/plant-sync.ts'
import type { WorkerContext } from '../context.ts'
import type { Deliverer } from '../deliver/deliver-message.ts'
import { heedRefusal } from '../heed.ts'
import { persist } from '../persist.ts'

export type StatusWorker = {
  /** Resolves when the status is applied; false when nothing is known of the message that it names. */
  apply(binding: Pick<Binding, 'orgId' | 'inboxId'>, status: Status): Promise<boolean>
}

type Waiting = { status: Status; resolve(isKnown: boolean): void; reject(error: unknown): void }

/**
 * Applies delivery statuses. Those of one inbox that come in while others are being applied share a
 * transaction; there are three for every message sent.
 */
export function createStatusWorker(context: WorkerContext, deliverer: Deliverer): StatusWorker {
  const queues = new Map<Id, Waiting[]>()

  async function drain({ orgId, inboxId }: Omit<Group, 'statuses'>, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const group = queue.splice(0, 200)
      // One bad status must not refuse its neighbours.
      if (!(await settle({ orgId, inboxId }, group, group.length === 1)))
        for (const one of group) await settle({ orgId, inboxId }, [one], true)
    }
    queues.delete(inboxId)
  }

  /** @returns false when the group has to be applied one by one */
  async function settle(at: Omit<Group, 'statuses'>, group: Waiting[], isLast: boolean): Promise<boolean> {
    try {
      const statuses = group.map(({ status }) => status)
      const unknown = await applyGroup(context, deliverer, { ...at, statuses })
      for (const { status, resolve } of group) resolve(!unknown.has(status))
      return true
    } catch (error) {
      if (isLast) for (const { reject } of group) reject(error)
      return isLast
    }
  }

  return {
    apply: (binding, { externalId, opaque, status, failure }) =>
      new Promise((resolve, reject) => {
        const waiting = { status: { externalId, opaque, status, failure }, resolve, reject }
        const queue = queues.get(binding.inboxId)
        if (queue) return void queue.push(waiting)
        const fresh = [waiting]
        queues.set(binding.inboxId, fresh)
        void drain(binding, fresh)
      }),
  }
}

type Group = { orgId: Id; inboxId: Id; statuses: Status[] }

/** WhatsApp: the contact stopped marketing from this business. */
const OPTED_OUT = '131050'

async function applyGroup(
  context: WorkerContext,
  deliverer: Deliverer,
  group: Group,
): Promise<ReadonlySet<Status>> {
  const { db, bus, executionLog } = context
  const { orgId, inboxId } = group
  let unknown: ReadonlySet<Status> = new Set()
  const onUnknown = (statuses: ReadonlySet<Status>) => {
    unknown = statuses
  }
  const changes = await persist(() => applyStatuses(db, { ...group, onUnknown }))
  for (const { conversationId, version, released, failure } of changes) {
    bus.publish({ type: 'conversation', orgId, conversationId, version })
    if (failure) {
      const { code, reason: text } = failure
      const told = { severity: 'error', source: 'delivery', kind: 'delivery.failed', text } as const
      executionLog.write(orgId, { ...told, data: { code }, conversationId })
      if (code === OPTED_OUT) await persist(() => heedRefusal(context, { orgId, conversationId }, text))
      if (isStaleTemplate(code)) await persist(() => db.flight(orgId, [plantSync(orgId, inboxId)]))
    }
    if (released) deliverer.kick(orgId, conversationId)
  }
  return unknown
}
