// The phone of one person in one chat: it shows what the simulator says and tells it what the person does.
import { askWords } from '../handset/ask-words.js'
import { command as ask, follow, offerBusinesses } from '../handset/link.js'
import { menuItem, openBeside } from '../handset/menu.js'
import { dayOf } from '../handset/time.js'
import { startWall } from '../handset/wall.js'
import { named } from '../handset/writing.js'
import { bubbleOf, patchBubble } from './bubble.js'
import { askReaction, quote, startComposer, startEdit } from './composer.js'
import { element, icon } from './icons.js'
import { words } from './words.js'

const { person, number, business, businessNumber, numbers } = document.body.dataset
const log = document.getElementById('log')
const presence = document.getElementById('presence')
const typing = document.getElementById('typing')
const newer = document.getElementById('newer')

/** Commands that find the business by the message. */
const ABOUT_MESSAGES = new Set(['react', 'edit', 'unsend', 'flowOf', 'answerFlow', 'offerOf', 'orderFrom'])
/** What changes another message, and is none on the wall. */
const UNSEEN = new Set(['reaction', 'edit', 'revoke', 'system'])

/** Of a file; each may have four bytes. */
const WORDS_MAX = 240

const messages = new Map()
const rows = new Map()
/** What was sent and did not come back yet: it stands at the end with a clock. */
const pending = []
let typingTimer
let isBlocked = false
let wantsOffers = true

const { toEnd, isAtEnd } = startWall(document.getElementById('wall'), (isStuck) => {
  if (isStuck) newer.hidden = true
})

const actions = {
  press: (message, choiceId) => command('press', { messageId: message.id, choiceId }),
  quote,
  react: (message, anchor) =>
    askReaction(message, anchor, (emoji) => command('react', { messageId: message.id, emoji })),
  sendLocation: (message) => attach('location', message.id),
  shareNumber: (message) => command('shareNumber', { messageId: message.id }),
  flowOf: (message) => command('flowOf', { messageId: message.id }),
  offerOf: (message) => command('offerOf', { messageId: message.id }),
  orderFrom: (message, items) => command('orderFrom', { messageId: message.id, items }),
  answerFlow: (message, answers) => command('answerFlow', { messageId: message.id, answers }),
  change: openChanges,
}

start()

function start() {
  document.getElementById('avatar').textContent = (business || '?').slice(0, 1).toUpperCase()
  log.setAttribute('aria-label', words.messages)
  newer.textContent = words.newer
  newer.addEventListener('click', toEnd)
  document.addEventListener('visibilitychange', look)
  addEventListener('resize', look)
  offerBusinesses(
    document.getElementById('numbers'),
    JSON.parse(numbers).map(({ phoneNumberId, verifiedName }) => ({ id: phoneNumberId, name: verifiedName })),
    { name: words.openChat, key: 'number', current: number },
  )
  startComposer({
    ...{ say, attach },
    edit: (message, text) => command('edit', { messageId: message.id, text }).catch(() => {}),
  })
  startOptions()
  if (number) return connect()
  presence.textContent = words.nobody
  setTimeout(() => location.reload(), 1_000)
}

function connect() {
  follow(`/phones/whatsapp/${encodeURIComponent(person)}/live?number=${number}`, {
    onOpen: () => {
      presence.textContent = words.business
    },
    onFrame: receive,
    onClose: () => {
      presence.textContent = words.connecting
    },
  })
}

function receive(frame) {
  if (frame.type === 'thread') showThread(frame.messages)
  else showMessage(frame.message)
  showBlocked(frame.isBlocked)
  showTyping(frame.typingMs)
  look()
}

function showThread(thread) {
  messages.clear()
  rows.clear()
  // What is still on its way stays at the end; the thread is put before it.
  log.replaceChildren(...pending.map(({ row }) => row))
  if (thread.length === 0 && pending.length === 0)
    log.append(element('p', { className: 'notice', textContent: words.empty }))
  for (const message of thread) append(message)
  toEnd()
}

function showMessage(message) {
  const row = rows.get(message.id)
  const before = messages.get(message.id)
  messages.set(message.id, message)
  if (row && (before.edits !== message.edits || before.isUnsent !== message.isUnsent)) redraw(row, message)
  if (row) return patchBubble(rows.get(message.id), message)
  const wasAtEnd = isAtEnd()
  if (message.direction === 'in') settle(message)
  append(message)
  if (wasAtEnd || message.direction === 'in') toEnd()
  else if (!UNSEEN.has(message.type)) newer.hidden = false
}

function append(message) {
  messages.set(message.id, message)
  if (UNSEEN.has(message.type)) return
  log.querySelector('.notice')?.remove()
  const row = bubbleOf(message, (id) => messages.get(id), actions)
  rows.set(message.id, row)
  separate(message)
  const before = pending[0]?.row ?? null
  row.classList.toggle('first', lastRow()?.classList.contains('mine') !== (message.direction === 'in'))
  log.insertBefore(row, before)
}

function redraw(old, message) {
  const row = bubbleOf(message, (id) => messages.get(id), actions)
  row.classList.toggle('first', old.classList.contains('first'))
  rows.set(message.id, row)
  old.replaceWith(row)
}

function lastRow() {
  const all = log.querySelectorAll('.row:not(.pending)')
  return all[all.length - 1]
}

function separate(message) {
  const day = dayOf(message.at, words)
  const all = log.querySelectorAll('.day')
  if (all[all.length - 1]?.textContent === day) return
  log.insertBefore(element('p', { className: 'day', textContent: day }), pending[0]?.row ?? null)
}

function showTyping(typingMs) {
  const isTyping = typingMs > 0
  const wasAtEnd = isAtEnd()
  typing.hidden = !isTyping
  presence.textContent = isTyping ? words.typing : words.business
  presence.classList.toggle('live', isTyping)
  clearTimeout(typingTimer)
  if (!isTyping) return
  typingTimer = setTimeout(() => showTyping(0), typingMs)
  if (wasAtEnd) toEnd()
}

/** The bubble stands at once, with a clock; it stays, and offers another try, when the simulator is away. */
async function say(text, replyTo) {
  const body = { body: text }
  const message = { id: '', direction: 'in', at: Date.now(), type: 'text', body, replyTo, status: 'sending' }
  const row = bubbleOf(message, (id) => messages.get(id), actions)
  row.classList.add('pending', 'first')
  const entry = { row, text }
  pending.push(entry)
  log.querySelector('.notice')?.remove()
  log.append(row)
  toEnd()
  try {
    const said = await command('say', { text, replyTo })
    // The socket may have told more about it by now than this answer knows.
    if (!messages.has(said.id)) showMessage(said)
  } catch (error) {
    const retry = element('button', { type: 'button', textContent: words.retry })
    retry.addEventListener('click', () => {
      drop(entry)
      say(text, replyTo)
    })
    row
      .querySelector('.stack')
      .append(element('p', { className: 'failure', title: error.message }, words.failed, retry))
    toEnd()
  }
}

/** The message came back: its place holder goes. */
function settle(message) {
  const entry = pending.find(({ text }) => message.type === 'text' && text === message.body.body)
  if (entry) drop(entry)
}

function drop(entry) {
  pending.splice(pending.indexOf(entry), 1)
  entry.row.remove()
}

async function attach(kind, replyTo) {
  if (kind === 'location') return command('sendLocation', { name: words.place, replyTo })
  if (kind === 'contact')
    return command('sendContact', { name: words.friend, phone: '+44 7700 900123', replyTo })
  if (kind === 'voice' || kind === 'photo') return sendWorded(kind, replyTo)
  if (kind === 'sticker') return command('sendSticker', {})
  if (kind === 'order') return command('sendOrder', {})
  if (kind === 'document') return command('sendDocument', { filename: words.documentName, replyTo })
}

/** A simulated model reads in the file itself what is typed here. Emptied, it says and shows nothing. */
async function sendWorded(kind, replyTo) {
  const isVoice = kind === 'voice'
  const caption = { name: 'caption', label: words.caption, value: words.photoCaption, max: 1_000 }
  const about = isVoice
    ? { name: 'words', label: words.says, value: words.spoken, max: WORDS_MAX }
    : { name: 'words', label: words.shows, value: words.shown, max: WORDS_MAX }
  const { send, close } = words
  const fields = isVoice ? [about] : [caption, about]
  const said = await askWords({ title: words[kind], fields, send, close })
  if (!said) return
  const input = { words: said.words || null, replyTo }
  return isVoice
    ? command('sendVoice', input)
    : command('sendPhoto', { ...input, caption: said.caption || undefined })
}

/** Blocking, and the offers that the person wants or not. */
function startOptions() {
  const menu = document.getElementById('options')
  named('more', words.more).append(icon('more'))
  const block = menuItem(menu, ['close', words.block], () =>
    command('block', { isBlocked: !isBlocked }).then(() => showBlocked(!isBlocked)),
  )
  block.id = 'block'
  const offers = menuItem(menu, ['clock', words.stopOffers], async () => {
    wantsOffers = !wantsOffers
    await command('setPreference', { wantsMarketing: wantsOffers })
    offers.lastChild.textContent = wantsOffers ? words.stopOffers : words.resumeOffers
  })
  menu.append(block, offers)
}

function showBlocked(isNow) {
  isBlocked = isNow
  document.getElementById('block').lastChild.textContent = isNow ? words.unblock : words.block
  const strip = document.getElementById('strip')
  strip.hidden = !isNow
  strip.textContent = isNow ? words.blocked : ''
}

/** What a person may do with an own message. */
function openChanges(message, anchor) {
  const menu = document.getElementById('reactions')
  const hasWords = (message.body.body ?? message.body.caption) !== undefined
  const edit = menuItem(menu, ['list', words.edit], () => startEdit(message))
  const unsend = menuItem(menu, ['close', words.unsend], () => command('unsend', { messageId: message.id }))
  menu.replaceChildren(...(hasWords ? [edit] : []), unsend)
  openBeside(menu, anchor)
}

/** Whatever the business said and the person can see becomes read. */
function look() {
  const isVisible = document.visibilityState === 'visible' && innerHeight > 0
  const unseen = [...messages.values()].some(({ direction, isSeen, type }) => {
    return direction === 'out' && !isSeen && type !== 'reaction'
  })
  if (!isVisible || !unseen) return
  for (const message of messages.values()) message.isSeen = true
  command('look', {}).catch(() => {})
}

function command(name, input) {
  const on = ABOUT_MESSAGES.has(name) ? {} : { phoneNumberId: number }
  return ask('whatsapp', name, { personId: person, ...on, ...input })
}

document.getElementById('business').title = businessNumber
