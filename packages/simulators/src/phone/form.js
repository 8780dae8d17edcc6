// A form of the business, as a sheet from below: its screens one after the other.
import { element, iconButton } from './icons.js'
import { words } from './words.js'

const INPUTS = { number: 'number', date: 'date', text: 'text' }

/** Asks what the form asks, and sends what was filled in. */
export async function openForm(message, actions) {
  const sheet = document.getElementById('sheet')
  const { screens, given } = await actions.flowOf(message)
  const answers = {}
  const show = (at) => {
    const isLast = at === screens.length - 1
    const form = screenOf(message, { screen: screens[at], given: { ...given, ...answers }, isLast })
    const back = at > 0 ? iconButton('reply', words.backScreen) : iconButton('close', words.close)
    back.addEventListener('click', () => (at > 0 ? show(at - 1) : sheet.close()))
    form.querySelector('header').prepend(back)
    form.addEventListener('submit', (event) => {
      Object.assign(answers, entered(form, screens[at].fields))
      if (isLast) return actions.answerFlow(message, answers)
      event.preventDefault()
      show(at + 1)
    })
    sheet.replaceChildren(form)
    form.querySelector('input, select')?.focus()
  }
  show(0)
  sheet.showModal()
}

function screenOf(message, { screen, given, isLast }) {
  const title = screen.title || titleOf(message.body)
  const button = {
    type: 'submit',
    className: 'wide',
    textContent: isLast ? words.sendForm : words.nextScreen,
  }
  return element(
    'form',
    { method: 'dialog' },
    element('header', {}, element('h2', { id: 'sheet-title', textContent: title })),
    element('div', { className: 'rows fields' }, ...screen.fields.map((field) => fieldOf(field, given))),
    element('footer', {}, element('button', button)),
  )
}

function fieldOf({ name, label, kind, choices }, given) {
  const control =
    kind === 'choice'
      ? element('select', { name }, ...choices.map((choice) => new Option(choice, choice)))
      : element('input', { name, type: INPUTS[kind], step: 'any', required: true })
  if (given[name] !== undefined) control.value = given[name]
  return element('label', { className: 'field' }, element('span', { textContent: label }), control)
}

/** A number goes as one, as WhatsApp sends it. */
function entered(form, fields) {
  const values = new FormData(form)
  return Object.fromEntries(
    fields.map(({ name, kind }) => [name, kind === 'number' ? Number(values.get(name)) : values.get(name)]),
  )
}

/** What its button says, of an interactive message or of a template. */
function titleOf({ action, buttons = [] }) {
  return action?.parameters.flow_cta ?? buttons.find(({ kind }) => kind === 'flow')?.title
}
