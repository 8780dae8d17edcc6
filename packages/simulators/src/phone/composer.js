// Where the person writes: text, attachments, the quoted message and the reactions.
import { faces, menuItem, openBeside } from '../handset/menu.js'
import { named, startWriting } from '../handset/writing.js'
import { lineOf } from './bubble.js'
import { element, icon } from './icons.js'
import { words } from './words.js'

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏']

const text = document.getElementById('text')
const send = document.getElementById('send')
const quoting = document.getElementById('quoting')
const attachments = document.getElementById('attachments')
const reactions = document.getElementById('reactions')

let quoted = null
/** The message whose words the text box holds. */
let edited = null

/** Wires the composer. `say` gets text and the quoted id; `attach` the kind that was chosen. */
export function startComposer({ say, attach, edit }) {
  text.setAttribute('aria-label', words.message)
  text.placeholder = words.message
  named('send', words.send).append(icon('send'))
  named('attach', words.attach).append(icon('plus'))
  named('unquote', words.cancelReply).append(icon('close'))
  document.getElementById('unquote').addEventListener('click', () => quote(null))

  const fit = startWriting(
    { form: document.getElementById('composer'), text },
    {
      submit(written) {
        if (written === '') return
        if (edited) edit(edited, written)
        else say(written, takeQuoted())
        quote(null)
        text.value = ''
        fit()
        text.focus()
      },
      onFit: (isEmpty) => {
        send.disabled = isEmpty
      },
    },
  )
  for (const [kind, sign] of [
    ['location', 'pin'],
    ['contact', 'person'],
    ['photo', 'photo'],
    ['voice', 'voice'],
    ['document', 'file'],
    ['sticker', 'smile'],
    ['order', 'list'],
  ]) {
    attachments.append(menuItem(attachments, [sign, words[kind]], () => attach(kind, takeQuoted())))
  }
}

/** Puts the words of a message into the text box, to be changed. */
export function startEdit(message) {
  quote(message)
  quoted = null
  edited = message
  document.getElementById('quoted').firstChild.textContent = words.editing
  text.value = message.body.body ?? message.body.caption ?? ''
  text.dispatchEvent(new Event('input'))
}

/** Shows what the next message answers; null answers nothing. */
export function quote(message) {
  quoted = message
  edited = null
  quoting.hidden = message === null
  if (!message) return
  const who = message.direction === 'in' ? words.you : document.body.dataset.business
  const line = element('span', { textContent: lineOf(message) })
  document.getElementById('quoted').replaceChildren(element('strong', { textContent: who }), line)
  text.focus()
}

/** Lets the person choose an emoji for a message; the chosen one, pressed again, is taken back. */
export function askReaction(message, anchor, choose) {
  const chosen = message.reactions.person
  reactions.replaceChildren(faces(reactions, EMOJI, { chosen, words, choose }))
  openBeside(reactions, anchor)
}

function takeQuoted() {
  const id = quoted?.id
  quote(null)
  return id
}
