// What was said in public under posts of the business, above the thread, with what was answered there.
import { timeOf } from '../handset/time.js'
import { element } from '../phone/icons.js'
import { words } from './words.js'

const { side, business, personName } = document.body.dataset
const place = document.getElementById('comments')

export function showComments(comments) {
  place.hidden = comments.length === 0
  place.setAttribute('aria-label', words.comments)
  place.replaceChildren(element('h2', { textContent: words.comments }), ...comments.map(cardOf))
}

function cardOf({ text, at, isHidden, replies }) {
  const card = element('article', { className: isHidden ? 'comment hidden' : 'comment' })
  card.append(lineOf({ who: side === 'person' ? words.you : personName, text, at }))
  if (isHidden) card.append(element('p', { className: 'state', textContent: words.hidden }))
  const who = side === 'person' ? business : words.you
  card.append(...replies.map((reply) => lineOf({ who, ...reply, className: 'answer' })))
  return card
}

function lineOf({ who, text, at, className = 'said' }) {
  const name = element('strong', { textContent: who })
  return element('p', { className, title: timeOf(at) }, name, element('span', { textContent: text }))
}
