// Where somebody writes: the text box, the message that is answered or edited, and the quick replies.
import { named, startWriting } from '../handset/writing.js'
import { element, icon } from '../phone/icons.js'
import { isMine } from './bubbles.js'
import { lineOf } from './contents.js'
import { words } from './words.js'

const { channel, side, business, personName } = document.body.dataset
const text = document.getElementById('text')
const send = document.getElementById('send')
const quoting = document.getElementById('quoting')
const quick = document.getElementById('quick')

/** What the next message does besides being said: it answers or edits another. */
let aim = { kind: 'say', message: null }
let fit = () => {}

/** Wires the composer. `say` gets the text and its aim; `like` is the thumb or heart of an empty box. */
export function startComposer({ say, like }) {
  text.placeholder = words.message[channel]
  text.setAttribute('aria-label', words.write)
  named('attach', words.attach).append(icon(channel === 'instagram' ? 'camera' : 'plus'))
  named('unquote', words.cancel).append(icon('close'))
  named('more', words.more).append(icon('more'))
  document.getElementById('unquote').addEventListener('click', () => aimAt('say', null))
  fit = startWriting(
    { form: document.getElementById('composer'), text },
    {
      submit(written) {
        if (written === '') return like()
        const { kind, message } = aim
        aimAt('say', null)
        text.value = ''
        fit()
        text.focus()
        say(written, { kind, message })
      },
      onFit: showSend,
    },
  )
}

/** Lets the next text answer or edit `message`. */
export function aimAt(kind, message) {
  const wasEditing = aim.kind === 'edit'
  aim = { kind, message }
  quoting.hidden = message === null
  if (wasEditing) text.value = ''
  if (!message) return fit()
  const other = side === 'person' ? business : personName
  const who = kind === 'edit' ? words.editing : isMine(message) ? words.you : other
  const line = element('span', { textContent: lineOf(message) })
  document.getElementById('quoted').replaceChildren(element('strong', { textContent: who }), line)
  if (kind === 'edit') text.value = message.body.text
  fit()
  text.focus()
}

/** The id that an attachment answers, taken once. */
export function takeReplyTo() {
  const id = aim.kind === 'reply' ? aim.message.id : undefined
  aimAt('say', null)
  return id
}

/** Quick replies stand over the text box until anything else is said. */
export function showQuickReplies(message, press) {
  const replies = (!message?.isUnsent && message?.body.quickReplies) || []
  quick.hidden = replies.length === 0 || side === 'page'
  quick.replaceChildren(
    ...replies.map(({ title, payload, content_type: type }) => {
      const name = title ?? type
      const button = element('button', { type: 'button', className: 'pill', textContent: name })
      button.addEventListener('click', () => press(message, payload ?? type))
      return button
    }),
  )
}

function showSend(isEmpty) {
  const sign = isEmpty ? (channel === 'messenger' ? 'thumb' : 'heart') : 'send'
  send.classList.toggle('idle', isEmpty)
  if (send.dataset.sign === sign) return
  send.dataset.sign = sign
  named('send', isEmpty ? words.like : words.send).replaceChildren(icon(sign))
}
