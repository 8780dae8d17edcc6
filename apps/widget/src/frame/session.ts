import type { Content, WidgetClientFrame, WidgetServerFrame } from '@hilo/protocol'
import { type Config, fetchConfig } from './config.ts'
import { OnItsWay } from './outbox/on-its-way.ts'
import { type Outbox, type Outgoing, openOutbox } from './outbox/outbox.ts'
import type { Files, Upload } from './rare/upload.ts'
import { type Link, Socket } from './socket/socket.ts'
import { type KeyValue, openKept } from './storage.ts'
import { Renewals } from './thread/renewals.ts'
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
const BUSY_MS = 1_500
/** Refusals of the connection itself that the same page would meet again at once. */
const FINAL = /^(not_|invalid_|identity_)/

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
  /** The site's word for who the visitor is. */
  identity: string | undefined
  /** The code with which the server refused the connection. */
  refusal: string | undefined
  onChange: () => void = () => {}
  /** Called for each message to the visitor that was not there when the page opened. */
  onMessage: (message: Thread['messages'][number]) => void = () => {}

  private readonly settings: Settings
  private readonly kept: ReturnType<typeof openKept>
  private readonly outbox: Outbox
  private readonly socket: Socket
  private typingSentAt = 0
  private readonly renewals = new Renewals()
  private readonly onItsWay = new OnItsWay()

  constructor(settings: Settings) {
    this.settings = settings
    this.kept = openKept(settings.storage, settings.widgetKey)
    this.outbox = openOutbox(settings.storage, settings.widgetKey)
    this.outgoing = this.outbox.all()
    this.visitor = this.kept.read('visitor') || undefined
    this.socket = new Socket(settings.socketUrl, {
      hello: () => ({
        type: 'hello',
        key: settings.widgetKey,
        visitor: this.visitor,
        identity: this.identity,
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

  /** Asks for another link to a file, because the one at hand is over or may be, and does `then` with it. */
  renewLink(mediaId: string, then?: () => void): boolean {
    return this.renewals.begin(mediaId, () => this.socket.send({ type: 'link', mediaId }), then)
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

  /** The page says who the visitor is, or by an empty text that it is nobody any more. */
  identify(identity: string | undefined) {
    if (identity === undefined || identity === (this.identity ?? '')) return
    this.identity = identity || undefined
    if (!identity) Object.assign(this, { visitor: undefined, thread: EMPTY_THREAD })
    if (!identity) this.kept.write('visitor', '')
    this.reconnect()
  }

  private reconnect() {
    this.refusal = undefined
    this.onItsWay.end()
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
    if (this.kept.isAnother(frame.person ?? ''))
      for (const { clientId } of this.outgoing) this.forget(clientId)
    if (frame.notice) console.error(`Hilo: ${frame.notice}`)
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
  private refuse({ clientId, code, message }: FrameOf<'refused'>) {
    if (code === 'unavailable' || (!clientId && this.link !== 'online'))
      return this.refuseConnection(code, message)
    if (clientId) this.outbox.fail(clientId, code)
    else if (code === 'too_many_requests') this.pause(code)
    else if (code === 'invalid_request' && this.onItsWay.clientId)
      this.outbox.fail(this.onItsWay.clientId, code)
    this.changed()
  }

  private refuseConnection(code: string, message: string) {
    this.refusal = code
    if (FINAL.test(code)) {
      // For whoever builds the site.
      console.error(`Hilo: ${message}`)
      this.socket.stop()
    } else this.socket.lose()
    this.changed()
  }

  private pause(code: string) {
    this.refusal = code
    setTimeout(() => {
      this.refusal = undefined
      this.onItsWay.end()
      this.changed()
    }, BUSY_MS)
  }

  private takeLink(frame: FrameOf<'link'>) {
    this.thread = renewLink(this.thread, frame)
    this.changed()
    this.renewals.end(frame.mediaId)
  }

  private setLink(link: Link) {
    this.link = link
    this.writing.end()
    this.onItsWay.end()
    this.changed()
  }

  /** Sends the oldest message that waits, unless it is already on its way. */
  private transmit() {
    const next = this.outgoing.find(({ failure }) => !failure)
    if (next?.clientId === this.onItsWay.clientId) return
    this.onItsWay.end()
    if (!next || !this.socket.send({ type: 'send', clientId: next.clientId, content: next.content })) return
    this.onItsWay.begin(next.clientId, () => this.reconnect())
  }

  private forget(clientId: string) {
    this.outbox.remove(clientId)
    this.files?.remove(clientId)
  }

  /** Sends what waits, and draws. */
  changed() {
    const { messages, conversationId } = this.thread
    const seq = lastSeqTo(messages)
    const readSeq = () => this.kept.readSeq(conversationId)
    if (this.isOpen && !document.hidden && seq > readSeq() && this.socket.send({ type: 'read', seq })) {
      this.kept.write('read', `${conversationId} ${seq}`)
    }
    this.unread = countUnread(messages, readSeq())
    this.outgoing = this.outbox.all()
    this.transmit()
    if (!this.onItsWay.clientId) this.files?.sendNext()
    this.onChange()
  }

  private async loadConfig() {
    this.config = await fetchConfig(this.settings.widgetKey)
    this.changed()
  }
}
