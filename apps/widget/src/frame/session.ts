import type { Content, WidgetClientFrame, WidgetServerFrame } from '@hilo/protocol'
import { type Config, fetchConfig } from './config.ts'
import { type Outbox, type Outgoing, openOutbox } from './outbox/outbox.ts'
import type { Files, Upload } from './rare/upload.ts'
import { type Link, Socket } from './socket/socket.ts'
import { type KeyValue, openKept } from './storage.ts'
import {
  countUnread,
  EMPTY_THREAD,
  lastSeqTo,
  receiveMessages,
  renewLink,
  storeOutgoing,
  type Thread,
  welcomeThread,
} from './thread/thread.ts'
import { Writing } from './writing.ts'

/**
 * One visitor's session with the server: who they are, what was said, what still has to be sent. It knows
 * nothing of the screen, which is drawn anew from its public fields after each `onChange`.
 */

type Settings = { widgetKey: string; socketUrl: string; storage: KeyValue }

const TYPING_SENT_MS = 3_000
const ANSWER_MAX_MS = 15_000
const BUSY_MS = 1_500
/** Refusals of the connection itself that the same page would meet again at once. */
const FINAL = new Set(['not_allowed', 'not_found', 'not_authenticated', 'invalid_request'])

type FrameOf<T extends WidgetServerFrame['type']> = Extract<WidgetServerFrame, { type: T }>

export class Session {
  link: Link = 'connecting'
  thread: Thread = EMPTY_THREAD
  config: Config | null = null
  /** What the server has not stored, as it was written. */
  outgoing: Outgoing[] = []
  /** Files on their way; what sends them is fetched with the first. */
  files: Files | undefined
  unread = 0
  isOpen = false
  readonly writing = new Writing(() => this.changed())
  /** The article that came last of those that were asked for. */
  article: FrameOf<'article'> | undefined
  locale = 'en'
  visitor: string | undefined
  /** The code with which the server refused the connection. */
  refusal: string | undefined
  onChange: () => void = () => {}
  /** Called for each message to the visitor that was not there when the page opened. */
  onMessage: (message: Thread['messages'][number]) => void = () => {}

  private readonly settings: Settings
  private readonly kept: ReturnType<typeof openKept>
  private readonly outbox: Outbox
  private readonly socket: Socket
  private answerTimer: ReturnType<typeof setTimeout> | undefined
  private typingSentAt = 0
  /** The files to which another link was asked for, and what waits for that. */
  private readonly renewals = new Map<string, (() => void) | undefined>()
  /** The message on its way. Only one is, so that they are stored in the order in which they were written. */
  private sendingId: string | undefined

  constructor(settings: Settings) {
    this.settings = settings
    this.kept = openKept(settings.storage, settings.widgetKey)
    this.outbox = openOutbox(settings.storage, settings.widgetKey)
    this.outgoing = this.outbox.all()
    this.visitor = this.kept.read('visitor') ?? undefined
    this.socket = new Socket(settings.socketUrl, {
      hello: () => ({
        type: 'hello',
        key: settings.widgetKey,
        visitor: this.visitor,
        version: this.thread.version,
        conversationId: this.thread.conversationId ?? undefined,
        locale: this.locale,
      }),
      onFrame: (frame) => this.receive(frame),
      onLink: (link) => this.setLink(link),
    })
    // Another tab read or sent something.
    window.addEventListener('storage', () => this.changed())
    document.addEventListener('visibilitychange', () => this.changed())
    this.loadConfig()
  }

  /** True when this browser was here before, so that there is a conversation to wait for. */
  get isReturning(): boolean {
    return this.visitor !== undefined
  }

  /** Keeps the content before anything else, then sends it now or with the next connection. */
  send(content: Content) {
    this.outbox.add(content)
    this.typingSentAt = 0
    this.changed()
  }

  /** Words and files that the thread does not have yet. */
  get pending(): readonly (Outgoing | Upload)[] {
    return [...this.outgoing, ...(this.files?.all() ?? [])]
  }

  /** A file belongs to a conversation, which the first words begin. */
  get takesFiles(): boolean {
    return this.link === 'online' && this.thread.messages.length > 0
  }

  retry({ clientId }: Outgoing) {
    this.files?.retry(clientId)
    this.outbox.retry(clientId)
    this.changed()
  }

  discard({ clientId }: Outgoing) {
    this.forget(clientId)
    this.changed()
  }

  typing() {
    if (Date.now() - this.typingSentAt < TYPING_SENT_MS) return
    if (this.socket.send({ type: 'typing' })) this.typingSentAt = Date.now()
  }

  /**
   * Asks for another link to a file, because the one at hand is over or may be, and does `then` with it.
   * False when nothing is asked: nobody is there, or this was asked for and did not help.
   */
  renewLink(mediaId: string, then?: () => void): boolean {
    if (this.renewals.delete(mediaId) || !this.socket.send({ type: 'link', mediaId })) return false
    this.renewals.set(mediaId, then)
    return true
  }

  /** False when nobody is there to be asked. */
  ask(frame: WidgetClientFrame): boolean {
    return this.socket.send(frame)
  }

  setOpen(isOpen: boolean) {
    if (this.isOpen === isOpen) return
    this.isOpen = isOpen
    if (isOpen && this.refusal) this.reconnect()
    this.changed()
  }

  private reconnect() {
    this.refusal = undefined
    this.stopWaiting()
    this.socket.connect()
    this.changed()
  }

  private receive(frame: WidgetServerFrame) {
    switch (frame.type) {
      case 'welcome':
        return this.welcome(frame)
      case 'messages':
        return this.receiveMessages(frame)
      case 'stored':
        return this.settle(frame)
      case 'refused':
        return this.refuse(frame)
      case 'typing':
        return this.writing.showTyping()
      case 'link':
        return this.takeLink(frame)
      case 'draft':
        // What it became may be here before it.
        if (!this.thread.messages.some(({ id }) => id === frame.messageId)) this.writing.showDraft(frame)
        return
      case 'article':
        this.article = frame
        return this.changed()
    }
  }

  private welcome(frame: FrameOf<'welcome'>) {
    const known = this.kept.read('visitor')
    // Two tabs that open for the first time at once get a secret each: the later one takes the earlier one's.
    if (!this.visitor && known && !frame.conversationId) {
      this.visitor = known
      return this.socket.connect()
    }
    this.link = 'online'
    this.refusal = undefined
    this.visitor = frame.visitor
    this.kept.write('visitor', frame.visitor)
    this.thread = welcomeThread(this.thread, frame)
    if (!this.config) this.loadConfig()
    this.changed()
  }

  private receiveMessages(frame: FrameOf<'messages'>) {
    const before = this.thread
    this.thread = receiveMessages(before, frame)
    for (const { clientId } of frame.messages) if (clientId) this.forget(clientId)
    const known = new Set(before.messages.map((message) => message.id))
    const fresh = frame.messages.filter(({ id, direction }) => direction === 'out' && !known.has(id))
    if (fresh.length) this.writing.end()
    if (before.isLoaded) for (const message of fresh) this.onMessage(message)
    this.changed()
  }

  private settle(frame: FrameOf<'stored'>) {
    const outgoing = this.outbox.all().find((each) => each.clientId === frame.clientId)
    if (outgoing) this.thread = storeOutgoing(this.thread, outgoing, frame)
    this.outbox.remove(frame.clientId)
    this.changed()
  }

  /** Without a client id it is the connection, or a frame that was lost, that the server refuses. */
  private refuse({ clientId, code }: FrameOf<'refused'>) {
    if (code === 'unavailable' || (!clientId && this.link !== 'online')) return this.refuseConnection(code)
    if (clientId) this.outbox.fail(clientId, code)
    else if (code === 'too_many_requests') this.pause(code)
    else if (code === 'invalid_request' && this.sendingId) this.outbox.fail(this.sendingId, code)
    this.changed()
  }

  private refuseConnection(code: string) {
    this.refusal = code
    if (FINAL.has(code)) this.socket.stop()
    else this.socket.lose()
    this.changed()
  }

  private pause(code: string) {
    this.refusal = code
    setTimeout(() => {
      this.refusal = undefined
      this.stopWaiting()
      this.changed()
    }, BUSY_MS)
  }

  private takeLink(frame: FrameOf<'link'>) {
    this.thread = renewLink(this.thread, frame)
    this.changed()
    this.renewals.get(frame.mediaId)?.()
  }

  private setLink(link: Link) {
    this.link = link
    this.writing.end()
    this.stopWaiting()
    this.changed()
  }

  /**
   * Sends the oldest message that waits, unless it is already on its way. A server that neither stores nor
   * refuses it is not there: another connection sends it again.
   */
  private transmit() {
    const next = this.outgoing.find(({ failure }) => !failure)
    if (next?.clientId === this.sendingId) return
    this.stopWaiting()
    if (!next || !this.socket.send({ type: 'send', clientId: next.clientId, content: next.content })) return
    this.sendingId = next.clientId
    this.answerTimer = setTimeout(() => this.reconnect(), ANSWER_MAX_MS)
  }

  private forget(clientId: string) {
    this.outbox.remove(clientId)
    this.files?.remove(clientId)
  }

  private stopWaiting() {
    clearTimeout(this.answerTimer)
    this.sendingId = undefined
  }

  /** Sends what waits, and draws. */
  changed() {
    const { messages, conversationId } = this.thread
    const seq = lastSeqTo(messages)
    if (this.isOpen && !document.hidden && seq > this.readSeq && this.socket.send({ type: 'read', seq })) {
      this.kept.write('read', `${conversationId} ${seq}`)
    }
    this.unread = countUnread(messages, this.readSeq)
    this.outgoing = this.outbox.all()
    this.transmit()
    if (!this.sendingId) this.files?.sendNext()
    this.onChange()
  }

  private get readSeq(): number {
    const [conversationId, seq] = this.kept.read('read')?.split(' ') ?? []
    return conversationId === this.thread.conversationId ? Number(seq) : 0
  }

  private async loadConfig() {
    this.config = await fetchConfig(this.settings.widgetKey)
    this.changed()
  }
}
