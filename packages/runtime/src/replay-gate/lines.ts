import {
  type AiValue,
  type Content,
  type ContentOf,
  type InboxMessage,
  type JournalEntry,
  previewOf,
  productsText,
  type RunFailure,
  type TurnEnd,
} from '@hilo/protocol'

/**
 * One thing that happened in a run, as a person would tell it. Two runs did the same when their `key`s are
 * the same, and said it in the same words when their `text`s are.
 */
export type Line = {
  readonly who: 'contact' | 'backend' | 'step' | 'run'
  readonly key: string
  readonly text: string
}

export type Happened = {
  readonly journal: readonly JournalEntry[]
  readonly inbox: readonly InboxMessage[]
  readonly end: TurnEnd | null
}

/**
 * A turn begins a little after the message it reads, so what is counted from it is not exactly the same
 * again.
 */
const SAME_TIME_MS = 60_000

/**
 * A run as lines, in the order of its journal. What is only recorded, as the time, is none. A wait that ends
 * when one of `original` did is told in its words.
 */
export function linesOf({ journal, inbox, end }: Happened, original: readonly JournalEntry[] = []): Line[] {
  const messages = new Map(inbox.map((message) => [message.id, message.content]))
  const moments = original.filter(({ kind }) => kind === 'sleep').map(untilOf)
  const lines = journal.flatMap((entry) =>
    entry.kind === 'sleep' ? [sleepLine(untilOf(entry), moments)] : linesOfEntry(entry, messages),
  )
  return end?.type === 'failed' ? [...lines, failureLine(end.failure)] : lines
}

/** What the key of a run's failure begins with. */
export const FAILED = 'failed:'

function failureLine({ code, message }: RunFailure): Line {
  return { who: 'run', key: `${FAILED}${code}`, text: `failed: ${message}` }
}

function linesOfEntry(entry: JournalEntry, messages: ReadonlyMap<string, Content>): Line[] {
  const said = entry.content ? [contentLine(entry.content)] : []
  switch (entry.kind) {
    case 'answer':
    case 'retry': {
      const { messageId, messageIds = [messageId] } = entry.value as {
        messageId: string
        messageIds?: string[]
      }
      const texts = messageIds
        .map((id) => messages.get(id))
        .flatMap((content) => (content ? [wordsOf(content)] : []))
      const heard = { who: 'contact' as const, key: 'heard', text: texts.join('\n') }
      return texts.length > 0 ? [heard, ...said] : said
    }
    case 'interrupt': {
      const { heard = '' } = (entry.value ?? {}) as { heard?: string }
      return [interruptLine(entry.name, heard), ...said]
    }
    case 'checkpoint':
      return [{ who: 'run', key: 'checkpoint', text: 'begins again from a checkpoint' }]
    case 'ask':
      return said.length > 0 ? said : [{ who: 'run', key: 'ask', text: 'waits for a message' }]
    case 'step':
      return [stepLine(entry)]
    case 'ai':
      return [aiLine(entry)]
    case 'call':
      return [{ who: 'run', key: `call:${entry.name}`, text: `called ${entry.name}` }]
    case 'returned': {
      const { error, interrupt } = entry.value as {
        error?: { reason: string; message: string }
        interrupt?: { name: string; heard: string }
      }
      if (interrupt) return [interruptLine(interrupt.name, interrupt.heard)]
      const text = error ? error.message : `${entry.name} returned`
      return [{ who: 'run', key: `returned:${entry.name}:${error?.reason ?? 'ok'}`, text }]
    }
    case 'opt_in':
    case 'opt_out':
      return [permissionLine(entry)]
    case 'timeout':
      return [{ who: 'run', key: 'timeout', text: 'no answer in time' }]
    case 'handoff': {
      const { reason, summary } = entry.value as { reason: string; summary: string }
      const text = `handed over: ${reason}${summary ? ` (${summary})` : ''}`
      return [{ who: 'run', key: 'handoff', text }]
    }
    case 'end': {
      const { outcome } = entry.value as { outcome: string | null }
      return [{ who: 'run', key: `end:${outcome}`, text: outcome === null ? 'done' : `done: ${outcome}` }]
    }
    default:
      return said
  }
}

/** What was agreed to may be worded anew; that it was, and for what, may not change unseen. */
function permissionLine({ kind, name, value }: JournalEntry): Line {
  const what = kind === 'opt_in' ? 'opted in to' : 'opted out of'
  const { text } = value as { text: string }
  return { who: 'run', key: `${kind}:${name}`, text: `${what} ${name}: ${text}` }
}

function interruptLine(name: string, heard: string): Line {
  return { who: 'contact', key: `interrupt:${name}`, text: `interrupted by '${name}': ${heard}` }
}

function contentLine(content: Content): Line {
  if (content.type === 'template') return { who: 'backend', key: 'text', text: templateWords(content) }
  // Whether a catalogue shows them, or words, is of the inbox and not of the code.
  if (content.type === 'products') return { who: 'backend', key: 'text', text: productsText(content) }
  if (content.type !== 'choices') return { who: 'backend', key: content.type, text: wordsOf(content) }
  const titles = content.choices.map(({ title }) => `[${title}]`).join(' ')
  return { who: 'backend', key: `choices:${content.choices.length}`, text: `${content.text} ${titles}` }
}

/** What was asked for: the words are the template's, and it may have been changed since. */
function templateWords({ name, values }: ContentOf<'template'>): string {
  const given = Object.keys(values).toSorted()
  return [`[${name}]`, ...given.map((key) => `${key}: ${values[key]}`)].join(' ')
}

function stepLine({ name, value }: JournalEntry): Line {
  const failed = value !== null && typeof value === 'object' && 'error' in value
  return { who: 'step', key: `step:${name}:${failed}`, text: `step '${name}'${failed ? ' failed' : ''}` }
}

/** What the code goes by from there on; the model's own words are none of its doing. */
function aiLine({ name, value }: JournalEntry): Line {
  const failed = 'error' in (value as AiValue)
  return { who: 'step', key: `ai:${name}:${failed}`, text: `chat.ai.${name}${failed ? ' failed' : ''}` }
}

function wordsOf(content: Content): string {
  return 'text' in content && content.text ? content.text : previewOf(content)
}

function sleepLine(until: number, moments: readonly number[]): Line {
  const moment = moments.find((each) => Math.abs(each - until) < SAME_TIME_MS) ?? until
  return { who: 'run', key: 'sleep', text: `waits until ${new Date(moment).toISOString()}` }
}

function untilOf({ value }: JournalEntry): number {
  return (value as { until: number }).until
}
