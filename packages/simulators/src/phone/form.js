// A form of the business, as a sheet from below.
import { element, iconButton } from './icons.js'
import { words } from './words.js'

/** Asks what the form asks, and sends what was filled in. */
export async function openForm(message, actions) {
  const sheet = document.getElementById('sheet')
  const { fields } = await actions.flowOf(message)
  const close = iconButton('close', words.close)
  close.addEventListener('click', () => sheet.close())
  const title = message.body.action.parameters.flow_cta
  const send = element('button', { type: 'submit', className: 'wide', textContent: words.sendForm })
  const form = element(
    'form',
    { method: 'dialog' },
    element('header', {}, close, element('h2', { id: 'sheet-title', textContent: title })),
    element('div', { className: 'rows fields' }, ...fields.map(fieldOf)),
    element('footer', {}, send),
  )
  form.addEventListener('submit', () => actions.answerFlow(message, Object.fromEntries(new FormData(form))))
  sheet.replaceChildren(form)
  sheet.showModal()
}

function fieldOf({ name, label, kind, choices }) {
  const control =
    kind === 'choice'
      ? element('select', { name }, ...choices.map((choice) => new Option(choice, choice)))
      : element('input', { name, required: true })
  return element('label', { className: 'field' }, element('span', { textContent: label }), control)
}
