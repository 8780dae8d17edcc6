import type { LogEntry } from '@hilo/protocol'
import type { Words } from '../../i18n/en.ts'

/**
 * What an entry says, in the language of the reader: what the server itself tells is told by its kind and
 * data. The words of code, of failures and of entries from before their data was kept stand as they were
 * written.
 */
export function logSentence(entry: LogEntry, { log, health }: Words): string {
  const { sentences } = log
  const { backend, kind, runId, text } = entry
  const said = (key: string) => textAt(entry.data, key)
  const [name, version] = [backend?.name ?? null, backend?.version ?? null]
  const key = said('apiKey')
  const by = key === null ? said('member') : sentences.program(key)
  switch (kind) {
    case 'version.deployed':
    case 'version.promoted':
    case 'version.rolled_back':
      return by && name && version ? sentences[kind](by, name, version) : text
    case 'run.cancel_asked':
      return by ? sentences[kind](by, said('reason')) : text
    case 'conversation.closed':
      return by ? sentences[kind](by, runId !== null) : text
    case 'tag.renamed': {
      const [tag, to] = [said('tag'), said('to')]
      return by && tag && to ? sentences[kind](by, tag, to) : text
    }
    case 'tag.deleted':
    case 'tool.tried': {
      const what = said(kind === 'tool.tried' ? 'tool' : 'tag')
      return by && what ? sentences[kind](by, what) : text
    }
    case 'run.started':
      return name ? sentences[kind](name, said('calledBy') !== null) : text
    case 'run.completed':
      return name ? sentences[kind](name, said('outcome')) : text
    case 'run.cancelled':
      return name && entry.data !== null ? sentences[kind](name, said('reason')) : text
    case 'run.called':
      return name ? sentences[kind](name, said('backend') ?? '') : text
    case 'step.failed':
    case 'step.retried': {
      const [step, error] = [said('step'), said('error')]
      return step && error ? sentences[kind](step, error) : text
    }
    case 'model.failed': {
      const [call, error] = [said('call'), said('error')]
      return call && error ? sentences[kind](call, error) : text
    }
    case 'alarm.raised':
    case 'alarm.ended': {
      const alarms: Record<string, { title: string }> = health.alarms.kinds
      const title = alarms[said('alarm') ?? '']?.title
      return title ? sentences[kind](title) : text
    }
    case 'source.unreadable':
      return sentences[kind]
    case 'log.dropped': {
      const count = valueAt(entry.data, 'count')
      return typeof count === 'number' ? sentences[kind](count) : text
    }
    default:
      return text
  }
}

function valueAt(data: unknown, key: string): unknown {
  if (data === null || typeof data !== 'object' || !Object.hasOwn(data, key)) return null
  return (data as Record<string, unknown>)[key]
}

function textAt(data: unknown, key: string): string | null {
  const value = valueAt(data, key)
  return typeof value === 'string' && value !== '' ? value : null
}
