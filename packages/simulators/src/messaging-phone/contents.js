// What a message says, as nodes: text, files, templates, stories. Text is never HTML.
import { element, icon } from '../phone/icons.js'
import { words } from './words.js'

const { channel } = document.body.dataset
const LINK = /(https?:\/\/[^\s<]+[^\s<.,;:!?)\]'"])/g

/** Blocks of a message from top to bottom; each is a bubble of its own, as these apps draw them. */
export function contentsOf(message, actions) {
  const { body } = message
  const blocks = (body.attachments ?? []).map((attachment) => attachmentOf(message, attachment, actions))
  if (body.postback) blocks.push(bubble(textOf(body.postback.title)))
  if (body.text !== undefined) blocks.push(bubble(textOf(body.text)))
  if (blocks.length === 0)
    blocks.push(bubble(element('p', { className: 'text muted', textContent: words.unsupported })))
  return blocks
}

/** One line that stands for a message where it is quoted. */
export function lineOf({ body, isUnsent }) {
  if (isUnsent) return words.unsent.mine
  const [first] = body.attachments ?? []
  return body.text ?? body.postback?.title ?? words.kinds[first?.type] ?? words.unsupported
}

/** What stands above a message: the story it answers. */
export function storyOf({ body }) {
  if (!body.story) return null
  const picture = element('img', { src: ownPath(body.story.url) ?? '', alt: words.repliedToStory })
  return element('figure', { className: 'story' }, element('figcaption', {}, words.repliedToStory), picture)
}

function bubble(...children) {
  return element('div', { className: 'bubble' }, ...children)
}

function textOf(text) {
  const pieces = text.split(LINK).map((piece, index) => (index % 2 === 1 ? linkTo(piece) : piece))
  return element('p', { className: 'text' }, ...pieces)
}

function linkTo(url) {
  return element('a', { href: url, target: '_blank', rel: 'noopener noreferrer', textContent: url })
}

function attachmentOf(message, { type, payload, title }, actions) {
  const source = sourceOf(payload)
  if (type === 'template') return templateOf(message, payload, actions)
  if (type === 'like_heart') return element('span', { className: 'big heart' }, icon('heart'))
  if (type === 'location') return placeOf(title)
  if (type === 'audio' && source) return voiceOf(source)
  const isPicture = ['image', 'sticker', 'story_mention', 'share', 'ig_post', 'ig_reel'].includes(type)
  if (!isPicture || !source) return bubble(fileOf(words.kinds[type] ?? type))
  const picture = element('img', { className: type, src: source, alt: words.kinds[type] ?? type })
  if (type === 'image' || type === 'sticker') return picture
  const caption = element('figcaption', {}, payload.title || words.kinds[type])
  return element('figure', { className: 'shared' }, picture, caption)
}

/** Where a picture lies here; files of elsewhere are named, not loaded. */
function sourceOf({ attachment_id: id, url }) {
  if (id !== undefined) return `/phones/${channel}/media/${id}`
  return ownPath(url)
}

function ownPath(url) {
  const parsed = URL.parse(String(url))
  return parsed?.pathname.startsWith('/cdn/') ? `${parsed.pathname}${parsed.search}` : null
}

function fileOf(name) {
  return element('div', { className: 'file' }, icon('file'), element('span', { textContent: name }))
}

function voiceOf(source) {
  const audio = element('audio', { src: source, controls: true, preload: 'metadata' })
  audio.setAttribute('aria-label', words.kinds.audio)
  return audio
}

function placeOf(title) {
  const map = element('div', { className: 'map' }, icon('pin'))
  const caption = element('figcaption', {}, title || words.kinds.location)
  return element('figure', { className: 'shared' }, map, caption)
}

function templateOf(message, payload, actions) {
  if (payload.template_type === 'button') {
    const buttons = buttonsOf(message, payload.buttons, actions)
    return element('div', { className: 'card' }, textOf(payload.text), ...buttons)
  }
  const cards = payload.elements.map((card) => cardOf(message, card, actions))
  return element('div', { className: 'carousel', tabIndex: 0 }, ...cards)
}

function cardOf(message, { title, subtitle, image_url: picture, buttons, ...media }, actions) {
  const source = picture ? ownPath(picture) : sourceOf(media)
  return element(
    'div',
    { className: 'card' },
    picture && !source ? element('div', { className: 'blank' }, icon('photo')) : null,
    source ? element('img', { src: source, alt: '' }) : null,
    title ? element('strong', { textContent: title }) : null,
    subtitle ? element('p', { className: 'muted', textContent: subtitle }) : null,
    ...buttonsOf(message, buttons, actions),
  )
}

function buttonsOf(message, buttons, actions) {
  return (buttons ?? []).map(({ type, title, url, payload }) => {
    if (type === 'web_url' && /^https?:/i.test(url)) {
      const link = { className: 'choice', href: url, target: '_blank', rel: 'noopener noreferrer' }
      return element('a', link, title)
    }
    const button = element('button', { type: 'button', className: 'choice', textContent: title ?? '' })
    button.disabled = type !== 'postback' || !actions.press
    button.addEventListener('click', () => actions.press(message, payload))
    return button
  })
}
