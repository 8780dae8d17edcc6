// Forms made of what a command takes, so that the page can do whatever the control API can.
import { command } from '../handset/link.js'
import { element } from '../phone/icons.js'
import { words } from './words.js'

const said = document.getElementById('said')

/** Runs a command and says what came of it. Gives its result, or undefined when it was refused. */
export async function act(subject, name, input = {}) {
  try {
    const result = await command(subject, name, input)
    tell(words.done, false)
    return result ?? null
  } catch (error) {
    tell(error.message, true)
    return undefined
  }
}

function tell(text, isProblem) {
  said.textContent = text
  said.classList.toggle('problem', isProblem)
}

/** A button that runs something and then shows the tab anew. */
export function button(title, run, { isQuiet = true } = {}) {
  const made = element('button', { type: 'button', className: isQuiet ? 'quiet' : '', textContent: title })
  made.addEventListener('click', run)
  return made
}

export function card(title, ...children) {
  return element('section', { className: 'card' }, element('h2', { textContent: title }), ...children)
}

export function row(...children) {
  return element('div', { className: 'row' }, ...children)
}

/** A label with its control, as one; `control` is reached by `label.control`. */
export function field(title, control) {
  return element('label', {}, element('span', { textContent: title }), control)
}

export function choice(values, current) {
  const select = element('select', {}, ...values.map((value) => new Option(value, value)))
  if (current !== undefined) select.value = current
  return select
}

export function check(title, isOn, run) {
  const box = element('input', { type: 'checkbox', checked: isOn })
  box.addEventListener('change', () => run(box.checked))
  return element('label', { className: 'check' }, box, title)
}

/** A form for what `schema` (JSON Schema) describes, filled with `values`; `submit` gets what was set. */
export function formOf(schema, { values = {}, title, submit }) {
  const entries = Object.entries(schema?.properties ?? {})
  const controls = entries.map(([name, about]) => [name, about, controlOf(about, values[name])])
  const fields = controls.map(([name, , control]) => field(name, control))
  const form = element('form', {}, row(...fields), element('button', { textContent: title }))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    try {
      const set = controls.map(([name, about, control]) => [name, readControl(about, control)])
      submit(Object.fromEntries(set.filter(([, value]) => value !== undefined)))
    } catch (error) {
      tell(error.message, true)
    }
  })
  return form
}

function kindOf(about) {
  if (about.enum) return 'enum'
  if (['string', 'number', 'integer', 'boolean'].includes(about.type)) return about.type
  return 'json'
}

function controlOf(about, value) {
  const kind = kindOf(about)
  if (kind === 'enum') return choice(['', ...about.enum], value ?? '')
  if (kind === 'boolean') return choice(['', 'true', 'false'], value === undefined ? '' : String(value))
  const shown = value === undefined ? '' : kind === 'json' ? JSON.stringify(value) : String(value)
  if (kind === 'json') return element('textarea', { value: shown, placeholder: words.json })
  const hint = about.default === undefined ? '' : JSON.stringify(about.default)
  return element('input', { value: shown, placeholder: hint })
}

function readControl(about, { value }) {
  if (value === '') return undefined
  const kind = kindOf(about)
  if (kind === 'string' || kind === 'enum') return value
  if (kind === 'boolean') return value === 'true'
  return kind === 'json' ? JSON.parse(value) : Number(value)
}
