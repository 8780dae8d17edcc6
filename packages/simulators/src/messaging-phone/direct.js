// A phone with Messenger or Instagram, or the business's inbox of the same thread: it shows what the
// simulator says and tells it what is done here.
import { askWords } from '../handset/ask-words.js'
import { command as ask, follow, offerBusinesses } from '../handset/link.js'
import { startWall } from '../handset/wall.js'
import { element, icon } from '../phone/icons.js'
import { isMine, rowOf } from './bubbles.js'
import { showComments } from './comments.js'
import { aimAt, showQuickReplies, startComposer, takeReplyTo } from './composer.js'
import { openActions, showBlocked, startMenus } from './menus.js'
import { momentOf, words } from './words.js'

const { channel, side, person, account, accounts, title, handle } = document.body.dataset
const log = document.getElementById('log')
const presence = document.getElementById('presence')
const seen = document.getElementById('seen')
const typing = document.getElementById('typing')
const strip = document.getElementById('strip')
const problem = document.getElementById('problem')

/** Of a file; each may have four bytes. */
const WORDS_MAX = 240

const messages = new Map()
let isBlocked = false
let typingTimer
let problemTimer

const { toEnd, isStuck } = startWall(document.getElementById('wall'))

const actions = {
  ...(side === 'person'
    ? { press: (message, payload) => act('press', { messageId: message.id, payload }) }
    : {}),
  open: (message, anchor) => openActions(message, anchor, (verb, emoji) => change(message, verb, emoji)),
  like: (message) => change(message, 'react', isLiked(message) ? null : '❤️'),
}

start()

function start() {
  document.getElementById('avatar').textContent = (title || '?').slice(0, 1).toUpperCase()
  log.setAttribute('aria-label', words.messages)
  document.addEventListener('visibilitychange', look)
  offerBusinesses(document.getElementById('accounts'), JSON.parse(accounts), {
    ...{ name: words.openChat, key: 'account', current: account },
  })
  startComposer({ say, like })
  startMenus(run)
  if (account) return connect()
  presence.textContent = words.nobody
  setTimeout(() => location.reload(), 1_000)
}

function connect() {
  follow(`/phones/${channel}/${encodeURIComponent(person)}/live?account=${account}`, {
    onOpen: () => {
      presence.textContent = restingWords()
    },
    onFrame: receive,
    onClose: () => {
      presence.textContent = words.connecting
    },
  })
}

function receive(frame) {
  if (frame.type === 'thread') showThread(frame.messages)
  else if (frame.message) showMessage(frame.message)
  isBlocked = frame.isBlocked
  showBlocked(isBlocked)
  showStrip(frame)
  showComments(frame.comments)
  showTyping(frame.typingMs)
  look()
}

function showThread(thread) {
  messages.clear()
  log.replaceChildren()
  for (const message of thread) append(message)
  if (thread.length === 0) log.append(element('p', { className: 'notice empty', textContent: words.empty }))
  showEnd()
  toEnd()
}

function showMessage(message) {
  const old = messages.has(message.id) && log.querySelector(`[data-id="${CSS.escape(message.id)}"]`)
  if (old) {
    messages.set(message.id, message)
    const row = rowOf(message, find, actions)
    row.classList.toggle('first', old.classList.contains('first'))
    old.replaceWith(row)
  } else append(message)
  showEnd()
  if (isStuck() || isMine(message)) toEnd()
}

function append(message) {
  log.querySelector('.notice')?.remove()
  if (isMine(message)) dropDraft(message.body.text)
  const last = [...messages.values()].at(-1)
  messages.set(message.id, message)
  // A time stands between messages after a quarter of an hour of silence.
  const isPause = !last || message.at - last.at > 900_000
  if (isPause) log.append(element('p', { className: 'moment', textContent: momentOf(message.at) }))
  const row = rowOf(message, find, actions)
  row.classList.toggle('first', isPause || isMine(last) !== isMine(message))
  log.append(row)
}

/** What was said comes by the socket too, sometimes before the answer to the command. */
function dropDraft(text) {
  const drafts = [...log.querySelectorAll('.pending')]
  drafts.find(({ dataset }) => dataset.draft === text)?.remove()
}

function find(id) {
  return messages.get(id)
}

/** Under the thread: how far the last own message came, and the quick replies of the newest one. */
function showEnd() {
  const last = [...messages.values()].at(-1)
  showQuickReplies(last?.direction === 'out' ? last : null, actions.press)
  const isShown = last !== undefined && isMine(last) && !last.isUnsent
  seen.hidden = !isShown
  if (!isShown) return
  seen.dataset.status = last.status
  const sign = last.status === 'read' ? null : icon(last.status === 'delivered' ? 'ticks' : 'tick')
  seen.replaceChildren(...[channel === 'messenger' ? sign : null, words.status[last.status]].filter(Boolean))
}

function showStrip({ isWithPeople, isWindowOpen }) {
  const text =
    side === 'person'
      ? isBlocked && words.blocked
      : (isWithPeople && words.withPeople) || (!isWindowOpen && messages.size > 0 && words.closed)
  strip.hidden = !text
  strip.textContent = text || ''
}

function showTyping(typingMs) {
  const isTyping = typingMs > 0 && side === 'person'
  typing.hidden = !isTyping
  presence.textContent = isTyping ? words.typing : restingWords()
  clearTimeout(typingTimer)
  if (!isTyping) return
  typingTimer = setTimeout(() => showTyping(0), typingMs)
  if (isStuck()) toEnd()
}

function restingWords() {
  return side === 'page' ? words.inbox[channel] : handle || words.business[channel]
}

function isLiked({ reactions }) {
  return (side === 'person' ? reactions.person : reactions.business) === '❤️'
}

/** The row stands at once, paler; it stays, and offers another try, when the simulator is away. */
async function say(text, { kind, message }) {
  if (kind === 'edit') return act('edit', { messageId: message.id, text })
  const replyTo = kind === 'reply' ? message.id : undefined
  const direction = side === 'person' ? 'in' : 'out'
  const reactions = { person: null, business: null }
  const draft = { id: '', direction, at: Date.now(), body: { text, replyTo }, reactions, edits: 0 }
  const row = rowOf(draft, find, actions)
  row.classList.add('pending')
  row.dataset.draft = text
  log.append(row)
  toEnd()
  try {
    const said = await command('say', { text, replyTo, by: side })
    row.remove()
    if (!messages.has(said.id)) showMessage(said)
  } catch (error) {
    const retry = element('button', { type: 'button', textContent: words.retry })
    retry.addEventListener('click', () => {
      row.remove()
      say(text, { kind, message })
    })
    const failure = element('p', { className: 'failure', title: error.message }, words.failed, retry)
    row.querySelector('.stack').append(failure)
  }
}

function like() {
  if (channel === 'instagram') return act('sendHeart', { by: side })
  return act('say', { text: '👍', by: side })
}

function change(message, verb, emoji) {
  const on = { messageId: message.id }
  if (verb === 'react') return act(side === 'person' ? 'react' : 'reactFromPage', { ...on, emoji })
  if (verb === 'unsend') return act('unsend', on)
  return aimAt(verb, message)
}

/** A simulated model reads in the file itself what is typed here. Emptied, it says and shows nothing. */
async function sendWorded(kind, from) {
  const [label, value] = kind === 'voice' ? [words.says, words.spoken] : [words.shows, words.shown]
  const fields = [{ name: 'words', label, value, max: WORDS_MAX }]
  const said = await askWords({ title: words[kind], fields, send: words.send, close: words.cancel })
  if (said) return act(kind === 'voice' ? 'sendVoice' : 'sendPhoto', { ...from, words: said.words || null })
}

/** What the two menus offer, by name. */
function run(name, more) {
  const from = { replyTo: takeReplyTo(), by: side }
  const chosen = {
    photo: () => sendWorded('photo', from),
    photos: () => act('sendPhoto', { ...from, count: 2 }),
    voice: () => sendWorded('voice', from),
    document: () => act('sendDocument', { ...from, filename: words.documentName }),
    location: () => act('sendLocation', { ...from, name: words.place }),
    sticker: () => act('sendSticker', from),
    heart: () => act('sendHeart', from),
    storyReply: () => act('replyToStory', { text: words.storyText }),
    storyMention: () => act('mentionInStory', {}),
    post: () => act('sharePost', { title: words.postTitle }),
    reel: () => act('sharePost', { kind: 'ig_reel', title: words.postTitle }),
    once: () => act('sendEphemeral', {}),
    getStarted: () => act('getStarted', {}),
    starter: () => act('postback', more),
    ad: () => act('refer', { text: words.adText, source: 'ADS', ad_id: '6045246247433', ref: 'spring' }),
    link: () => act('refer', { ref: 'table-4' }).then((done) => done && tellProblem(words.sent)),
    comment: () =>
      act('comment', { text: words.commentText }).then((done) => done && tellProblem(words.sent)),
    block: () => act('block', { isBlocked: !isBlocked }),
    take: () => act('handOver', { move: 'take' }),
    pass: () => act('handOver', { move: 'pass' }),
    request: () => act('handOver', { move: 'request' }),
  }[name]
  return chosen?.()
}

/** Whatever the business said and the person can see becomes read. */
function look() {
  if (side === 'page' || document.visibilityState !== 'visible' || innerHeight === 0) return
  const unseen = [...messages.values()].filter(({ direction, isSeen }) => direction === 'out' && !isSeen)
  if (unseen.length === 0) return
  for (const message of unseen) message.isSeen = true
  command('look', {}).catch(() => {})
}

/** True when it was done; what went wrong is said under the text box. */
async function act(name, input) {
  try {
    await command(name, input)
    return true
  } catch (error) {
    tellProblem(error.message)
    return false
  }
}

function tellProblem(text) {
  problem.textContent = text
  problem.hidden = false
  clearTimeout(problemTimer)
  problemTimer = setTimeout(() => {
    problem.hidden = true
  }, 4_000)
}

function command(name, input) {
  return ask(channel, name, { personId: person, accountId: account, ...input })
}
