import { AppError, type ContentOf, type Id, newId, type UploadedFile } from '@hilo/protocol'
import { backoffMs } from './backoff.ts'
import { isTemporary } from './client.ts'
import { readJson, type Storage, writeJson } from './storage.ts'

/**
 * What a member wrote and the server has not confirmed yet. It is kept in storage, so a reload or a closed
 * laptop loses nothing, and every attempt carries the same client id, so however often it is tried it is
 * one message.
 */

export type Outgoing = {
  clientId: string
  conversationId: Id
  kind: 'reply' | 'note'
  /** With a file, its caption. */
  text: string
  file?: UploadedFile | undefined
  /** A template in the place of words; `content` is what the contact will read. */
  template?: OutgoingTemplate | undefined
  /** Products or a form in the place of words. */
  offer?: ContentOf<'products'> | ContentOf<'form'> | undefined
  /** `way`: of the answer to a comment. */
  replyTo: { id: Id; text: string; way?: 'private' | 'public' | null } | null
  createdAt: string
  state: 'waiting' | 'sending' | 'failed'
  reason: AppError['code'] | null
  message: string | null
}

type OutgoingTemplate = {
  templateId: Id
  values: Record<string, string>
  mediaId?: Id | undefined
  location?: Omit<ContentOf<'location'>, 'type'> | undefined
  content: ContentOf<'template'>
}

type Draft = Pick<Outgoing, 'conversationId' | 'kind' | 'text' | 'file' | 'template' | 'offer' | 'replyTo'>
type Options = {
  storage: Storage
  deliver: (item: Outgoing) => Promise<void>
  waitMs?: (attempt: number) => number
}

const KEY = 'hilo.outbox'
/** How often the server may fail at a message before a person must decide. */
const FAILURES_MAX = 5

/**
 * Delivers in the order of writing, one at a time in each conversation. A temporary failure waits and is
 * tried again for ever; a refusal is shown with its reason and holds nothing else up.
 */
export class Outbox {
  readonly #options: Options
  readonly #listeners = new Set<() => void>()
  readonly #attempts = new Map<Id, number>()
  readonly #timers = new Map<Id, ReturnType<typeof setTimeout>>()
  #items: readonly Outgoing[]

  constructor(options: Options) {
    this.#options = options
    this.#items = (readJson<Outgoing[]>(options.storage, KEY) ?? []).map(asWaiting)
  }

  snapshot = () => this.#items

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  add(draft: Draft): void {
    const createdAt = new Date().toISOString()
    const item: Outgoing = {
      ...draft,
      clientId: newId(),
      createdAt,
      state: 'waiting',
      reason: null,
      message: null,
    }
    this.#update([...this.#items, item])
    this.#advance(draft.conversationId)
  }

  /** Sends a refused item again, in its place. */
  retry(clientId: string): void {
    this.#patch(clientId, { state: 'waiting' })
    const item = this.#items.find((each) => each.clientId === clientId)
    if (item) this.#advance(item.conversationId)
  }

  discard(clientId: string): void {
    this.#update(this.#items.filter((each) => each.clientId !== clientId))
  }

  /** Tries everything that waits now: the connection is back. */
  flush(): void {
    for (const id of new Set(this.#items.map(({ conversationId }) => conversationId))) this.#advance(id)
  }

  #advance(conversationId: Id): void {
    const mine = this.#items.filter((each) => each.conversationId === conversationId)
    const next = mine.find(({ state }) => state === 'waiting')
    if (next && !mine.some(({ state }) => state === 'sending')) void this.#attempt(next)
  }

  async #attempt(item: Outgoing): Promise<void> {
    this.#patch(item.clientId, { state: 'sending', reason: null, message: null })
    try {
      await this.#options.deliver(item)
      this.#attempts.delete(item.conversationId)
      this.discard(item.clientId)
    } catch (error) {
      if (this.#isWorthWaiting(item, error)) return this.#later(item)
      this.#attempts.delete(item.conversationId)
      const refusal = error instanceof AppError ? error : new AppError('internal', String(error))
      this.#patch(item.clientId, { state: 'failed', reason: refusal.code, message: refusal.message })
    }
    this.#advance(item.conversationId)
  }

  // A server that fails at this very message would otherwise hold up everything written after it.
  #isWorthWaiting({ conversationId }: Outgoing, error: unknown): boolean {
    if (!(error instanceof AppError && isTemporary(error))) return false
    return error.code !== 'internal' || (this.#attempts.get(conversationId) ?? 0) < FAILURES_MAX - 1
  }

  #later({ clientId, conversationId }: Outgoing): void {
    const { waitMs = backoffMs } = this.#options
    const made = this.#attempts.get(conversationId) ?? 0
    this.#attempts.set(conversationId, made + 1)
    this.#patch(clientId, { state: 'waiting' })
    clearTimeout(this.#timers.get(conversationId))
    const timer = setTimeout(() => this.#advance(conversationId), waitMs(made))
    this.#timers.set(conversationId, timer)
  }

  #patch(clientId: string, fields: Partial<Outgoing>): void {
    this.#update(this.#items.map((each) => (each.clientId === clientId ? { ...each, ...fields } : each)))
  }

  #update(items: readonly Outgoing[]): void {
    this.#items = items
    writeJson(this.#options.storage, KEY, items)
    for (const listener of this.#listeners) listener()
  }
}

// A page that closed while sending cannot know whether it arrived; with the same client id asking is safe.
function asWaiting(item: Outgoing): Outgoing {
  return item.state === 'sending' ? { ...item, state: 'waiting' } : item
}
