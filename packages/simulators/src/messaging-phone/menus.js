// What opens over the thread: attachments, the options of the chat, and what can be done with a message.
import { faces, menuItem as item, openBeside } from '../handset/menu.js'
import { isMine } from './bubbles.js'
import { words } from './words.js'

const { channel, side, starters } = document.body.dataset
const EMOJI = ['❤️', '😂', '😮', '😢', '😡', '👍']

const ATTACHMENTS = [
  ['photo', 'photo'],
  ['photos', 'photo'],
  ['voice', 'voice'],
  ['document', 'file'],
  ...(channel === 'messenger' ? [['location', 'pin']] : [['heart', 'heart']]),
  ...(channel === 'messenger' ? [['sticker', 'smile']] : []),
]

const OF_INSTAGRAM = [
  ['storyMention', 'plus'],
  ['post', 'photo'],
  ['reel', 'photo'],
  ['once', 'clock'],
]

const OF_PEOPLE = [
  ...(channel === 'messenger' ? [['getStarted', 'send']] : []),
  ['ad', 'link'],
  ['link', 'link'],
  ['comment', 'smile'],
]

const OF_INBOX = [
  ['take', 'person'],
  ['pass', 'reply'],
  ['request', 'clock'],
]

/** Fills the two menus; `run` gets the name of what was chosen, and the payload of an ice breaker. */
export function startMenus(run) {
  const ofChannel = channel === 'instagram' ? OF_INSTAGRAM : []
  const more = side === 'person' ? [['storyReply', 'reply'], ...ofChannel] : []
  fill('attachments', [...ATTACHMENTS, ...more], run)
  fill('options', side === 'person' ? OF_PEOPLE : OF_INBOX, run)
  if (side === 'page') return
  const options = document.getElementById('options')
  for (const { question, payload } of JSON.parse(starters)) {
    options.append(item(options, ['send', question], () => run('starter', { title: question, payload })))
  }
  const block = item(options, ['close', words.block], () => run('block'))
  block.id = 'block'
  options.append(block)
}

/** Writes on the block button what it does now. */
export function showBlocked(isBlocked) {
  const block = document.getElementById('block')
  if (block) block.lastChild.textContent = isBlocked ? words.unblock : words.block
}

/** Emoji and verbs for one message, beside `anchor`. */
export function openActions(message, anchor, run) {
  const menu = document.getElementById('actions')
  const mark = side === 'person' ? message.reactions.person : message.reactions.business
  const canChange = side === 'person' && isMine(message)
  const verbs = [
    ['reply', 'reply'],
    ...(canChange && message.body.text !== undefined ? [['edit', 'list']] : []),
    ...(canChange ? [['unsend', 'close']] : []),
  ]
  menu.replaceChildren(
    faces(menu, EMOJI, { chosen: mark, words, choose: (emoji) => run('react', emoji) }),
    ...verbs.map(([name, sign]) => item(menu, [sign, words[name]], () => run(name))),
  )
  openBeside(menu, anchor)
}

function fill(id, entries, run) {
  const menu = document.getElementById(id)
  menu.append(...entries.map(([name, sign]) => item(menu, [sign, words[name]], () => run(name))))
}
