// What can be pressed under a message: reply buttons, the list in its sheet, a form, a template's quick
// replies, a link.

import { openForm } from './form.js'
import { element, icon, iconButton } from './icons.js'
import { markup } from './markup.js'
import { openOffer } from './offer.js'
import { words } from './words.js'

const OFFERS = new Set(['product', 'product_list', 'catalog_message'])
const OFFER_BUTTONS = new Set(['catalog', 'mpm', 'spm'])

/** The blocks under a bubble, or null when there is nothing to press. */
export function choicesUnder(message, actions) {
  if (message.direction !== 'out') return null
  const blocks = blocksOf(message, actions)
  return blocks.length > 0 ? element('div', { className: 'choices' }, ...blocks) : null
}

function blocksOf(message, actions) {
  const { type, body } = message
  if (type === 'template') return templateBlocks(message, actions)
  if (type !== 'interactive') return []
  const { action } = body
  if (body.type === 'button') return action.buttons.map(({ reply }) => replyButton(message, reply, actions))
  if (body.type === 'list') return [listButton(message, actions)]
  if (body.type === 'cta_url') return [linkButton(action.parameters)]
  if (body.type === 'flow') return [flowButton(message, { label: action.parameters.flow_cta, actions })]
  if (OFFERS.has(body.type)) {
    const label = body.type === 'catalog_message' ? words.viewCatalogue : words.viewProducts
    return [offerButton(message, { label, actions })]
  }
  if (body.type === 'location_request_message') return [locationButton(message, actions)]
  if (body.type === 'request_contact_info') return [numberButton(message, actions)]
  return []
}

function templateBlocks(message, actions) {
  const { buttons, cards = [] } = message.body
  const own = buttons.map((button) => templateButton(message, button, actions))
  return cards.length > 0 ? [...own, cardsOf(message, cards, actions)] : own
}

/** The cards of a template, side by side, each with its buttons. */
function cardsOf(message, cards, actions) {
  const shown = cards.map(({ header, text, buttons }) => {
    const shown = header[header.type]
    const file = shown?.link ?? shown?.product_retailer_id ?? words.kinds[header.type]
    return element(
      'li',
      {},
      element('div', { className: 'cover' }, icon('photo'), element('span', { textContent: file })),
      element('p', { className: 'text' }, ...markup(text)),
      ...buttons.map((button) => templateButton(message, button, actions)),
    )
  })
  const list = element('ul', { className: 'carousel', tabIndex: 0 }, ...shown)
  list.setAttribute('aria-label', words.cards)
  return list
}

function templateButton(message, button, actions) {
  if (button.kind === 'url') return linkButton({ url: button.url, display_text: button.title })
  if (button.kind === 'quick_reply') return replyButton(message, button, actions)
  if (button.kind === 'flow') return flowButton(message, { label: button.title, actions })
  if (OFFER_BUTTONS.has(button.kind)) return offerButton(message, { label: button.title, actions })
  const shown = element('button', { type: 'button', className: 'choice' }, button.title)
  if (button.code) shown.addEventListener('click', () => navigator.clipboard?.writeText(button.code))
  return shown
}

function replyButton(message, { id, title }, actions) {
  const button = element(
    'button',
    { type: 'button', className: 'choice', data: { choice: id } },
    icon('reply'),
    title,
  )
  button.addEventListener('click', () => actions.press(message, id))
  return button
}

function locationButton(message, actions) {
  const button = element('button', { type: 'button', className: 'choice' }, icon('pin'), words.shareLocation)
  button.addEventListener('click', () => actions.sendLocation(message))
  return button
}

function numberButton(message, actions) {
  const button = element('button', { type: 'button', className: 'choice' }, icon('person'), words.shareNumber)
  button.addEventListener('click', () => actions.shareNumber(message))
  return button
}

function flowButton(message, { label, actions }) {
  const button = element('button', { type: 'button', className: 'choice' }, icon('list'), label)
  button.setAttribute('aria-haspopup', 'dialog')
  button.addEventListener('click', () => openForm(message, actions))
  return button
}

function offerButton(message, { label, actions }) {
  const button = element('button', { type: 'button', className: 'choice' }, icon('list'), label)
  button.setAttribute('aria-haspopup', 'dialog')
  button.addEventListener('click', () => openOffer(message, actions))
  return button
}

function linkButton({ url, display_text }) {
  const isWeb = /^https?:/i.test(url)
  const link = element(
    'a',
    { className: 'choice', target: '_blank', rel: 'noopener noreferrer' },
    icon('link'),
    display_text,
  )
  if (isWeb) link.href = url
  return link
}

function listButton(message, actions) {
  const label = message.body.action.button
  const button = element('button', { type: 'button', className: 'choice' }, icon('list'), label)
  button.setAttribute('aria-haspopup', 'dialog')
  button.addEventListener('click', () => openSheet(message, actions))
  return button
}

/** The list as a sheet from below: one radio a row, sent by its own button, so that a slip can be mended. */
function openSheet(message, actions) {
  const sheet = document.getElementById('sheet')
  const { action } = message.body
  const send = element('button', {
    type: 'submit',
    className: 'wide',
    disabled: true,
    textContent: words.send,
  })
  const close = iconButton('close', words.close)
  close.addEventListener('click', () => sheet.close())
  const form = element(
    'form',
    { method: 'dialog' },
    element('header', {}, close, element('h2', { id: 'sheet-title', textContent: action.button })),
    element(
      'div',
      { className: 'rows' },
      ...action.sections.map((section) => sectionOf(section, message.pressed)),
    ),
    element('footer', {}, send),
  )
  form.addEventListener('change', () => {
    send.disabled = false
  })
  form.addEventListener('submit', () => actions.press(message, new FormData(form).get('row')))
  sheet.replaceChildren(form)
  sheet.onclick = (event) => {
    if (event.target === sheet) sheet.close()
  }
  sheet.showModal()
}

function sectionOf({ title, rows }, pressed) {
  const group = element('fieldset', {}, ...rows.map((row) => rowOf(row, pressed)))
  group.prepend(element('legend', { textContent: title ?? '', className: title ? '' : 'hidden' }))
  return group
}

function rowOf({ id, title, description }, pressed) {
  const words = element('span', { className: 'words' }, element('strong', { textContent: title }))
  if (description) words.append(element('span', { className: 'muted', textContent: description }))
  const radio = element('input', { type: 'radio', name: 'row', value: id, required: true })
  radio.setAttribute('aria-label', title)
  const row = element('label', { className: 'option' }, words, radio)
  row.classList.toggle('pressed', id === pressed)
  return row
}
