import type { Id } from '@hilo/protocol'
import type { FactChange } from '../domain/health/facts.ts'
import type { WorkerContext } from './context.ts'

const NAMES: Record<string, string> = {
  quality: 'The quality',
  messaging_limit: 'The messaging limit',
  throughput: 'The throughput',
  account: 'The state of the account',
  access: 'The access to the account',
  review: 'The review of the account',
  display_name: 'The review of the display name',
  alert: 'The newest alert',
}
const GRAVE = new Set(['restricted', 'violation', 'banned', 'deleted', 'lost'])
const BAD = new Set(['red', 'yellow', 'flagged', 'rejected', 'ban_scheduled'])

/** Tells the org what its platform said of an account, once for each change. */
export function tellFacts(
  { executionLog, bus }: WorkerContext,
  orgId: Id,
  changes: readonly FactChange[],
): void {
  for (const { inboxId, name, value, before } of changes) {
    executionLog.write(orgId, {
      severity: GRAVE.has(value) ? 'error' : BAD.has(value) ? 'warn' : 'info',
      ...{ source: 'webhook', kind: 'inbox.changed', data: { inboxId, name, value, before } },
      text: `${NAMES[name] ?? name} is ${value} now${before === null ? '.' : `, and was ${before}.`}`,
    })
  }
  if (changes.length > 0) bus.publish({ type: 'alarms', orgId })
}
