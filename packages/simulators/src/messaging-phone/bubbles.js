// One message in the thread: its blocks, its quotation, reactions and the button for what can be done.
import { timeOf } from '../handset/time.js'
import { element, icon, iconButton } from '../phone/icons.js'
import { contentsOf, lineOf, storyOf } from './contents.js'
import { words } from './words.js'

const { side, business, personName } = document.body.dataset

/** True for what stands on the right: the person's own on a phone, the business's own in its inbox. */
export function isMine({ direction }) {
  return (direction === 'in') === (side === 'person')
}

/** The row of `message`. `find` gives the message that is quoted; `actions` are what can be done with it. */
export function rowOf(message, find, actions) {
  const mine = isMine(message)
  const row = element('article', {
    className: `row ${mine ? 'mine' : 'theirs'}`,
    data: { id: message.id },
  })
  const who = mine ? words.you : side === 'person' ? business : personName
  row.setAttribute('aria-label', `${who}, ${timeOf(message.at)}`)
  row.append(...partsOf(message, find, actions))
  return row
}

function partsOf(message, find, actions) {
  if (message.isUnsent) return [element('p', { className: 'gone', textContent: goneOf(message) })]
  const stack = element(
    'div',
    { className: 'stack' },
    quoteOf(message, find),
    storyOf(message),
    message.edits > 0 ? element('span', { className: 'edited', textContent: words.edited }) : null,
    ...contentsOf(message, actions),
    reactionsOf(message),
  )
  stack.addEventListener('dblclick', () => actions.like?.(message))
  const tools = iconButton('more', words.options, { className: 'plain tools' })
  tools.addEventListener('click', () => actions.open(message, tools))
  const initial = (side === 'person' ? business : personName).slice(0, 1).toUpperCase()
  const face = isMine(message) ? null : element('span', { className: 'avatar small', textContent: initial })
  face?.setAttribute('aria-hidden', 'true')
  return [face, stack, tools].filter(Boolean)
}

function goneOf(message) {
  if (isMine(message)) return words.unsent.mine
  return `${side === 'person' ? business : personName} ${words.unsent.theirs}`
}

function quoteOf({ body }, find) {
  const quoted = body.replyTo ? find(body.replyTo) : null
  if (!quoted) return null
  return element('blockquote', {}, icon('reply'), element('span', { textContent: lineOf(quoted) }))
}

function reactionsOf({ reactions }) {
  const emoji = [reactions?.person, reactions?.business].filter(Boolean).join('')
  return emoji ? element('span', { className: 'reaction', textContent: emoji }) : null
}
