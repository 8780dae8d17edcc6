// One message as a bubble, in the words and shapes Graph gave it.

import { timeOf } from '../handset/time.js'
import { choicesUnder } from './choices.js'
import { element, icon, iconButton } from './icons.js'
import { markup } from './markup.js'
import { words } from './words.js'

const MEDIA = new Set(['image', 'video', 'audio', 'document', 'sticker'])

/** The bubble of `message`. `find` gives the message that is quoted; `actions` are what a person can do with it. */
export function bubbleOf(message, find, actions) {
  const isMine = message.direction === 'in'
  const content = message.isUnsent ? [goneOf()] : contentOf(message)
  const bubble = element('div', { className: 'bubble' }, quoteOf(message, find), ...content)
  bubble.append(metaOf(message, isMine))
  const row = element(
    'article',
    { className: `row ${isMine ? 'mine' : 'theirs'}`, data: { id: message.id } },
    element('div', { className: 'stack' }, bubble, choicesUnder(message, actions)),
    toolsOf(message, actions),
  )
  row.setAttribute(
    'aria-label',
    `${isMine ? words.you : document.body.dataset.business}, ${timeOf(message.at)}`,
  )
  onLongPress(bubble, (anchor) => actions.react(message, anchor))
  patchBubble(row, message)
  return row
}

/** Brings ticks, reactions and the pressed choice of a bubble up to date without announcing it again. */
export function patchBubble(row, message) {
  const ticks = row.querySelector('.ticks')
  if (ticks && ticks.dataset.status !== message.status) {
    ticks.dataset.status = message.status
    ticks.replaceChildren(icon(iconOf(message.status)))
    ticks.setAttribute('role', 'img')
    ticks.setAttribute('aria-label', words.status[message.status] ?? '')
  }
  const emoji = [message.reactions?.person, message.reactions?.business].filter(Boolean).join('')
  const old = row.querySelector('.reaction')
  if ((old?.textContent ?? '') !== emoji) {
    old?.remove()
    if (emoji)
      row.querySelector('.bubble').append(element('span', { className: 'reaction', textContent: emoji }))
    row.classList.toggle('reacted', emoji !== '')
  }
  for (const choice of row.querySelectorAll('[data-choice]')) {
    choice.classList.toggle('pressed', choice.dataset.choice === message.pressed)
  }
}

/** One line that stands for a message where it is quoted. */
export function lineOf(message) {
  const { type, body } = message
  if (type === 'text') return body.body
  if (type === 'template') return body.text
  if (type === 'button') return body.text
  if (type === 'interactive') return body.body?.text ?? replyTitle(body)
  if (type === 'contacts') return body.map((card) => card.name?.formatted_name).join(', ')
  if (MEDIA.has(type)) return body.caption || body.filename || words.kinds[type]
  if (type === 'location') return body.name || words.location
  if (type === 'order') return words.order
  return words.unsupported
}

function contentOf(message) {
  const { type, body } = message
  if (type === 'text') return [textOf(body.body)]
  if (type === 'template') return templateOf(body)
  if (type === 'button') return [textOf(body.text)]
  if (type === 'interactive') return interactiveOf(body)
  if (type === 'location') return [locationOf(body)]
  if (type === 'order') return [orderOf(body)]
  if (type === 'contacts') return body.map(cardOf)
  if (MEDIA.has(type)) return [mediaOf(type, body), body.caption ? textOf(body.caption) : null]
  return [element('p', { className: 'text muted', textContent: words.unsupported })]
}

function textOf(text) {
  return element('p', { className: 'text' }, ...markup(text))
}

function replyTitle(body) {
  return (
    (body.button_reply ?? body.list_reply)?.title ?? (body.nfm_reply && words.answered) ?? words.unsupported
  )
}

function interactiveOf(body) {
  if (!body.body) return [textOf(replyTitle(body))]
  const { header, footer } = body
  return [
    header?.type === 'text' ? element('p', { className: 'head', textContent: header.text }) : null,
    header && header.type !== 'text' ? mediaOf(header.type, header[header.type] ?? {}) : null,
    textOf(body.body.text),
    footer ? element('p', { className: 'foot', textContent: footer.text }) : null,
  ]
}

function templateOf({ header, text, footer }) {
  const isText = header?.type === 'text'
  const isPlace = header?.type === 'location'
  return [
    isText ? element('p', { className: 'head', textContent: header.text }) : null,
    isPlace ? locationOf(header.location) : null,
    header && !isText && !isPlace ? mediaOf(header.type, header[header.type] ?? {}) : null,
    textOf(text),
    footer ? element('p', { className: 'foot', textContent: footer }) : null,
  ]
}

function mediaOf(type, body) {
  const name = body.filename ?? words.kinds[type]
  const isPicture = (type === 'image' || type === 'sticker') && body.id
  if (isPicture) {
    const image = element('img', {
      className: type,
      src: `/phones/media/${body.id}`,
      alt: body.caption || name,
    })
    image.width = type === 'sticker' ? 140 : 240
    image.height = type === 'sticker' ? 140 : 180
    return image
  }
  if ((type === 'audio' || type === 'video') && body.id) return playerOf(type, body)
  const label = element('span', { textContent: name })
  if (type !== 'document' || !body.id) return element('div', { className: 'file' }, icon('file'), label)
  const link = { className: 'file', href: `/phones/media/${body.id}`, download: name }
  return element('a', link, icon('file'), label)
}

function playerOf(type, { id }) {
  const player = element(type, { src: `/phones/media/${id}`, controls: true, preload: 'metadata' })
  player.setAttribute('aria-label', words.kinds[type])
  return player
}

function orderOf({ product_items: items, text }) {
  const rows = items.map(({ product_retailer_id: name, quantity, item_price: price, currency }) =>
    element(
      'li',
      {},
      `${quantity} × ${name}`,
      element('span', { className: 'muted' }, `${price} ${currency}`),
    ),
  )
  const list = element('ul', { className: 'order' }, ...rows)
  return element('div', {}, element('strong', { textContent: words.order }), list, text ? textOf(text) : null)
}

function locationOf({ name, address, latitude, longitude }) {
  const place = `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}`
  return element(
    'div',
    { className: 'place' },
    element('div', { className: 'map' }, icon('pin')),
    element('strong', { textContent: name || words.location }),
    element('span', { className: 'muted', textContent: address || place }),
  )
}

function cardOf({ name, phones }) {
  return element(
    'div',
    { className: 'card' },
    element('span', { className: 'avatar' }, icon('person')),
    element('div', {}, element('strong', { textContent: name?.formatted_name ?? '' }), phoneOf(phones)),
  )
}

function phoneOf(phones) {
  return element('span', { className: 'muted', textContent: phones?.[0]?.phone ?? '' })
}

function quoteOf(message, find) {
  const quoted = message.replyTo ? find(message.replyTo) : null
  if (!quoted) return null
  const who = quoted.direction === 'in' ? words.you : document.body.dataset.business
  return element(
    'blockquote',
    {},
    element('strong', { textContent: who }),
    element('span', { textContent: lineOf(quoted) }),
  )
}

function metaOf(message, isMine) {
  const time = element('time', {
    dateTime: new Date(message.at).toISOString(),
    textContent: timeOf(message.at),
  })
  const edited = message.edits > 0 && !message.isUnsent ? `${words.edited} ` : null
  return element(
    'span',
    { className: 'meta' },
    edited,
    time,
    isMine ? element('span', { className: 'ticks' }) : null,
  )
}

function iconOf(status) {
  if (status === 'sending') return 'clock'
  return status === 'sent' ? 'tick' : 'ticks'
}

function goneOf() {
  return element('p', { className: 'text muted gone', textContent: words.unsent })
}

function toolsOf(message, actions) {
  if (message.isUnsent) return null
  const react = iconButton('smile', words.react)
  react.addEventListener('click', () => actions.react(message, react))
  const reply = iconButton('reply', words.reply)
  reply.addEventListener('click', () => actions.quote(message))
  const canChange = message.direction === 'in' && message.id !== ''
  const change = canChange ? iconButton('more', words.options) : null
  change?.addEventListener('click', () => actions.change(message, change))
  return element('div', { className: 'tools' }, react, reply, change)
}

function onLongPress(target, run) {
  let timer
  target.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse') timer = setTimeout(() => run(target), 450)
  })
  for (const end of ['pointerup', 'pointerleave', 'pointercancel', 'pointermove']) {
    target.addEventListener(end, () => clearTimeout(timer))
  }
}
