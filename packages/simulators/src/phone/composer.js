// Where the person writes: text, attachments, the quoted message and the reactions.
import { lineOf } from './bubble.js'
import { element, icon, iconButton } from './icons.js'
import { words } from './words.js'

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏']

const form = document.getElementById('composer')
const text = document.getElementById('text')
const send = document.getElementById('send')
const quoting = document.getElementById('quoting')
const attachments = document.getElementById('attachments')
const reactions = document.getElementById('reactions')

let quoted = null

/** Wires the composer. `say` gets text and the quoted id; `attach` the kind that was chosen. */
export function startComposer({ say, attach }) {
  label(text, words.message, words.message)
  label(send, words.send)
  send.append(icon('send'))
  label(document.getElementById('attach'), words.attach).append(icon('plus'))
  label(document.getElementById('unquote'), words.cancelReply).append(icon('close'))
  document.getElementById('unquote').addEventListener('click', () => quote(null))

  text.addEventListener('input', fit)
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const written = text.value.trim()
    if (written === '') return
    say(written, takeQuoted())
    text.value = ''
    fit()
    text.focus()
  })
  for (const [kind, name] of [
    ['location', 'pin'],
    ['contact', 'person'],
    ['photo', 'photo'],
    ['voice', 'voice'],
    ['document', 'file'],
  ]) {
    attachments.append(menuItem(name, words[kind], () => attach(kind, takeQuoted())))
  }
  fit()
}

/** Shows what the next message answers; null answers nothing. */
export function quote(message) {
  quoted = message
  quoting.hidden = message === null
  if (!message) return
  const who = message.direction === 'in' ? words.you : document.body.dataset.business
  const line = element('span', { textContent: lineOf(message) })
  document.getElementById('quoted').replaceChildren(element('strong', { textContent: who }), line)
  text.focus()
}

/** Lets the person choose an emoji for a message; the chosen one, pressed again, is taken back. */
export function askReaction(message, anchor, choose) {
  const items = EMOJI.map((emoji) => {
    const isOn = message.reactions.person === emoji
    const button = element('button', { type: 'button', textContent: emoji, className: isOn ? 'on' : '' })
    button.setAttribute('role', 'menuitem')
    button.setAttribute('aria-label', isOn ? `${words.removeReaction} ${emoji}` : `${words.react} ${emoji}`)
    button.addEventListener('click', () => {
      reactions.hidePopover()
      choose(isOn ? null : emoji)
    })
    return button
  })
  reactions.replaceChildren(...items)
  reactions.showPopover()
  place(reactions, anchor)
}

function takeQuoted() {
  const id = quoted?.id
  quote(null)
  return id
}

function fit() {
  text.style.height = 'auto'
  text.style.height = `${Math.min(text.scrollHeight, 120)}px`
  send.disabled = text.value.trim() === ''
}

function menuItem(name, title, run) {
  const item = iconButton(name, title, { className: 'item' })
  item.setAttribute('role', 'menuitem')
  item.append(title)
  item.addEventListener('click', () => {
    attachments.hidePopover()
    run()
  })
  return item
}

function label(control, name, placeholder) {
  control.setAttribute('aria-label', name)
  if (placeholder) control.placeholder = placeholder
  else control.title = name
  return control
}

/** Beside its anchor, and always inside the page. */
function place(menu, anchor) {
  const at = anchor.getBoundingClientRect()
  const left = Math.min(Math.max(8, at.left - menu.offsetWidth / 2), innerWidth - menu.offsetWidth - 8)
  menu.style.left = `${left}px`
  menu.style.top = `${Math.max(8, at.top - menu.offsetHeight - 6)}px`
}
