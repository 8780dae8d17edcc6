import { showOnWeb, showTextOnWeb } from '@hilo/channels'
import {
  AppError,
  type Id,
  newId,
  WidgetClientFrame,
  type WidgetMessage,
  type WidgetServerFrame,
} from '@hilo/protocol'
import { WebSocket } from 'ws'
import { contactRead } from '../domain/conversation/read.ts'
import { findVisit, readVisit, type Visit } from '../domain/conversation/visit.ts'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { isOfVisitor, linkForVisitor } from '../domain/media/visitor-link.ts'
import type { HttpContext } from './context.ts'
import { keepAlive } from './realtime.ts'
import { inboxOfKey } from './widget.ts'
import { rateAsContact, readCited } from './widget-answers.ts'
import { externalIdOf, knowVisitor, type Refusal, type Visitor, vouchFor } from './widget-visitor.ts'

/**
 * A visitor's connection. The browser keeps a secret that is the visitor's address; nobody without it sees
 * the conversation. After any disconnection the client says which version it has, and gets what it misses.
 */

const FRAMES_PER_SECOND_MAX = 20
const TEXT_MAX = 4_000

type Session = {
  context: HttpContext
  socket: WebSocket
  inbox: Inbox
  visitor: Visitor
  locale: string | null
  visit: Visit | null
  version: number
  /** Reads are chained, so that messages are sent in order and the version only grows. */
  reading: Promise<void>
}

export function openWidgetSocket(context: HttpContext, socket: WebSocket): void {
  let session: Session | null = null
  let frames = 0
  let ending: NodeJS.Timeout | undefined
  const refill = setInterval(() => {
    frames = 0
  }, 1_000)
  const stop = keepAlive(socket, async () => true)
  const unsubscribe = context.bus.subscribe((hint) => {
    if (!session?.visit || hint.orgId !== session.inbox.orgId) return
    if (!('conversationId' in hint) || hint.conversationId !== session.visit.conversationId) return
    if (hint.type === 'conversation' && hint.version > session.version)
      // What cannot be read now is read when the widget comes back.
      catchUp(session).catch(() => socket.close(1013))
    if (hint.type === 'typing' && hint.from === 'member') tell(socket, { type: 'typing' })
    if (hint.type === 'draft')
      tell(socket, { type: 'draft', messageId: hint.messageId, text: showTextOnWeb(hint.text) })
  })
  socket.on('close', () => {
    clearInterval(refill)
    clearTimeout(ending)
    stop()
    unsubscribe()
  })
  socket.on('message', (data, isBinary) => {
    if (++frames > FRAMES_PER_SECOND_MAX)
      return refuse(
        socket,
        null,
        new AppError('too_many_requests', 'Too many messages at once. Wait a second and try again.'),
      )
    void answer(String(data), isBinary).catch((error) => refuse(socket, null, error))
  })

  async function answer(text: string, isBinary: boolean): Promise<void> {
    const frame = isBinary ? null : WidgetClientFrame.safeParse(parse(text)).data
    if (!frame) throw new AppError('invalid_request', 'This frame is not understood.')
    if (frame.type === 'hello') {
      if (session) return
      // What follows the welcome must find its session, a send as well as a hint of the bus.
      const greeted = await greet(context, socket, frame)
      if ('refusal' in greeted) return tell(socket, { type: 'refused', clientId: null, ...greeted.refusal })
      session = greeted
      ending = endWithIdentity(session)
      await welcome(session)
    } else if (session) await handle(session, frame)
    else throw new AppError('not_authenticated', 'Say hello first.')
  }
}

type Hello = Extract<WidgetClientFrame, { type: 'hello' }>

async function greet(
  context: HttpContext,
  socket: WebSocket,
  hello: Hello,
): Promise<Session | { refusal: Refusal }> {
  const inbox = await inboxOfKey(context, hello.key)
  if (!inbox) throw new AppError('not_found', 'There is no widget with this key.')
  const visitor = await knowVisitor(context, inbox, { visitor: hello.visitor, identity: hello.identity })
  if ('refusal' in visitor) return visitor
  const isNew = visitor.person === null && visitor.secret !== hello.visitor
  const visit = isNew ? null : await visitOf({ context, inbox, visitor })
  const version = visit && hello.conversationId === visit.conversationId ? hello.version : 0
  const locale = hello.locale ?? null
  const place = { context, socket, inbox, visitor, locale }
  return { ...place, visit, version, reading: Promise.resolve() }
}

/** Who is signed in for an hour is so for an hour: the widget comes back with another token, or is told. */
function endWithIdentity({ visitor: { person }, socket }: Session): NodeJS.Timeout | undefined {
  return person ? setTimeout(() => socket.close(1012), person.expiresAt.getTime() - Date.now()) : undefined
}

async function welcome(session: Session): Promise<void> {
  const { socket, visitor, visit, version } = session
  const { secret, person, addressHash, notice } = visitor
  tell(socket, {
    ...{ type: 'welcome', visitor: secret, conversationId: visit?.conversationId ?? null, version },
    ...(person && { person: addressHash.toString('base64url').slice(0, 22) }),
    ...(notice && { notice }),
  })
  if (visit) await catchUp(session)
}

async function handle(session: Session, frame: Exclude<WidgetClientFrame, Hello>): Promise<void> {
  const { context, inbox, visit, socket } = session
  const { orgId } = inbox
  switch (frame.type) {
    case 'send':
      return receive(session, frame).catch((error) => refuse(socket, frame.clientId, error))
    case 'read': {
      if (!visit) return
      const { conversationId } = visit
      const version = await context.db.withOrg(orgId, (tx) =>
        contactRead(tx, { conversationId, seq: frame.seq }),
      )
      if (version) context.bus.publish({ type: 'conversation', orgId, conversationId, version })
      return
    }
    case 'link':
      return renewLink(session, frame.mediaId)
    case 'article':
      if (visit) tell(socket, await readCited({ context, orgId, ...visit }, frame))
      return
    case 'rate':
      return visit ? rateAsContact({ context, orgId, ...visit }, frame) : undefined
    case 'typing':
      if (visit)
        context.bus.publish({ type: 'typing', orgId, conversationId: visit.conversationId, from: 'contact' })
  }
}

async function receive(
  session: Session,
  { clientId, content }: Extract<WidgetClientFrame, { type: 'send' }>,
): Promise<void> {
  const { context, inbox, visitor, socket } = session
  const sayable = content.type === 'text' || content.type === 'reply'
  if (!sayable) throw new AppError('invalid_request', 'The widget sends text and choices only.')
  const text = content.type === 'text' ? content.text : content.title
  if (text.trim() === '' || text.length > TEXT_MAX) {
    throw new AppError('invalid_request', `A message has 1 to ${TEXT_MAX} characters.`)
  }
  const id = newId()
  await vouchFor(context, inbox, visitor)
  await context.work.receive(inbox, {
    ...{ id, content, clientId, locale: session.locale },
    externalId: externalIdOf(visitor, clientId),
    sender: [visitor.address],
    senderName: visitor.person?.name ?? null,
    sentAt: new Date(),
    replyTo: null,
    windowHours: 0,
  })
  await visitAnew(session)
  const stored = await context.db.withOrg(inbox.orgId, (tx) =>
    findVisit.message(tx, inbox.id, externalIdOf(visitor, clientId)),
  )
  if (!stored) throw new AppError('internal', 'The message could not be stored. Send it again.')
  tell(socket, { type: 'stored', clientId, ...stored })
  await catchUp(session)
}

type Visiting = Pick<Session, 'context' | 'inbox' | 'visitor'>

function visitOf({ context, inbox, visitor }: Visiting): Promise<Visit | null> {
  return context.db.withOrg(inbox.orgId, (tx) => findVisit.conversation(tx, inbox.id, visitor.addressHash))
}

/** Another conversation than before, because that was closed long ago or erased, is read from its beginning. */
async function visitAnew(session: Session): Promise<void> {
  const before = session.visit?.conversationId
  session.visit = await visitOf(session)
  if (before !== undefined && before !== session.visit?.conversationId) session.version = 0
}

/** @throws AppError `not_found` when it is no file of the visitor's */
async function renewLink(session: Session, mediaId: Id): Promise<void> {
  const { context, socket, inbox, visitor } = session
  const file = { orgId: inbox.orgId, id: mediaId, addressHash: visitor.addressHash }
  if (!(await isOfVisitor(context.db, file))) throw new AppError('not_found', 'There is no such file.')
  tell(socket, { type: 'link', mediaId, url: linkForVisitor(context.keys, file) })
}

/** Sends what changed after the session's version. */
function catchUp(session: Session): Promise<void> {
  session.reading = session.reading.then(
    () => readOn(session),
    () => readOn(session),
  )
  return session.reading
}

async function readOn(session: Session): Promise<void> {
  const { context, socket, inbox, visit, visitor } = session
  const { addressHash } = visitor
  if (!visit || socket.readyState !== WebSocket.OPEN) return
  const { conversationId } = visit
  const linkTo = (id: Id) => linkForVisitor(context.keys, { orgId: inbox.orgId, id, addressHash })
  for (let hasMore = true; hasMore; ) {
    const asked = { conversationId, afterVersion: session.version, linkTo }
    const page = await context.db.withOrg(inbox.orgId, (tx) => readVisit(tx, asked))
    hasMore = page.hasMore && page.version > session.version
    session.version = page.version
    const messages = page.messages.map(shown)
    tell(socket, { type: 'messages', conversationId, version: page.version, messages })
  }
}

/** What the visitor wrote stays as they wrote it. */
function shown(message: WidgetMessage): WidgetMessage {
  return message.direction === 'in' ? message : { ...message, content: showOnWeb(message.content) }
}

function tell(socket: WebSocket, frame: WidgetServerFrame): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
}

function refuse(socket: WebSocket, clientId: string | null, error: unknown): void {
  const known = error instanceof AppError ? error : null
  const message =
    known?.message ?? 'The message could not be stored. It is kept here; send it again in a moment.'
  tell(socket, { type: 'refused', clientId, code: known?.code ?? 'unavailable', message })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
