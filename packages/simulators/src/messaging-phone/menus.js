// What opens over the thread: attachments, the options of the chat, and what can be done with a message.
import { element, iconButton } from '../phone/icons.js'
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
  const emoji = EMOJI.map((face) => {
    const isOn = mark === face
    const button = element('button', { type: 'button', textContent: face, className: isOn ? 'on' : '' })
    button.setAttribute('role', 'menuitem')
    button.setAttribute('aria-label', isOn ? `${words.removeReaction} ${face}` : `${words.react} ${face}`)
    button.addEventListener('click', () => {
      menu.hidePopover()
      run('react', isOn ? null : face)
    })
    return button
  })
  const canChange = side === 'person' && isMine(message)
  const verbs = [
    ['reply', 'reply'],
    ...(canChange && message.body.text !== undefined ? [['edit', 'list']] : []),
    ...(canChange ? [['unsend', 'close']] : []),
  ]
  menu.replaceChildren(
    element('div', { className: 'faces' }, ...emoji),
    ...verbs.map(([name, sign]) => item(menu, [sign, words[name]], () => run(name))),
  )
  menu.showPopover()
  place(menu, anchor)
}

function fill(id, entries, run) {
  const menu = document.getElementById(id)
  menu.append(...entries.map(([name, sign]) => item(menu, [sign, words[name]], () => run(name))))
}

function item(menu, [sign, title], run) {
  const made = iconButton(sign, title, { className: 'item' })
  made.setAttribute('role', 'menuitem')
  made.append(title)
  made.addEventListener('click', () => {
    menu.hidePopover()
    run()
  })
  return made
}

/** Beside its anchor, and always inside the page. */
function place(menu, anchor) {
  const at = anchor.getBoundingClientRect()
  const left = Math.min(Math.max(8, at.left - menu.offsetWidth / 2), innerWidth - menu.offsetWidth - 8)
  menu.style.left = `${left}px`
  menu.style.top = `${Math.max(8, at.top - menu.offsetHeight - 6)}px`
}
