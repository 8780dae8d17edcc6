import type { BackendVersion, Id } from '@hilo/protocol'
import type { NewLogEntry } from '../domain/log/log-entry.ts'
import type { RouteContext } from './route.ts'

/**
 * Tells the execution log what a caller did that changes what runs: who did it, once it is committed. What a
 * turn does is told where turns are played.
 */

type By = Pick<RouteContext, 'executionLog' | 'orgId' | 'member' | 'apiKey'>
type Told = Pick<NewLogEntry, 'kind' | 'text' | 'conversationId' | 'runId' | 'backendId' | 'version'> & {
  data?: Record<string, unknown>
}
type Backend = { id: Id; name: string; version: string | null }

export function tellDeployed(by: By, { id, name }: Backend, { hash }: BackendVersion): void {
  const version = hash.slice(0, 8)
  tell(by, { kind: 'version.deployed', text: `deployed ${name} ${version}.`, backendId: id, version })
}

/** @param kind `version.rolled_back` when the version was active before. */
export function tellActive(by: By, kind: 'version.promoted' | 'version.rolled_back', backend: Backend): void {
  const { id: backendId, name, version } = backend
  const text =
    kind === 'version.promoted'
      ? `promoted ${name} ${version}: new runs use it.`
      : `rolled ${name} back to ${version}: new runs use it again.`
  tell(by, { kind, text, backendId, ...(version !== null && { version }) })
}

export function tellCancelAsked(by: By, run: { id: Id; conversationId: Id }, reason: string | null): void {
  const text = reason ? `cancelled the run: ${reason}` : 'cancelled the run.'
  const { id: runId, conversationId } = run
  tell(by, { kind: 'run.cancel_asked', text, runId, conversationId, data: { reason } })
}

/** @param runId the run that ended with the conversation, if one was live. */
export function tellClosed(by: By, conversationId: Id, runId: Id | null): void {
  const text = runId ? 'closed the conversation, which cancelled its run.' : 'closed the conversation.'
  tell(by, { kind: 'conversation.closed', text, conversationId, ...(runId && { runId }) })
}

export function tellTag(by: By, kind: 'tag.renamed' | 'tag.deleted', of: { tag: string; to?: string }): void {
  const { tag, to } = of
  const text = kind === 'tag.renamed' ? `renamed the tag ${tag} to ${to}.` : `deleted the tag ${tag}.`
  tell(by, { kind, text, data: of })
}

/** Who did it is in the data too, for whoever tells it in another language. */
function tell({ executionLog, orgId, member, apiKey }: By, { text, data, ...told }: Told): void {
  const who = apiKey ? `A program with the key ${apiKey.name}` : member.name
  executionLog.write(orgId, {
    ...{ severity: 'info', source: 'system', ...told, text: `${who} ${text}` },
    data: { ...data, ...(apiKey ? { apiKey: apiKey.name } : { member: member.name }) },
  })
}
