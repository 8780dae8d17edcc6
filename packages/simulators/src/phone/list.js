// The list of phones, and the form that hands out another one.
import { command } from '../handset/link.js'
import { locale } from '../handset/time.js'
import { element } from './icons.js'

const WORDS = {
  en: {
    title: 'Phones',
    note: 'Every phone is somebody who writes to the business over a simulated app.',
    side: 'Two phones side by side',
    control: 'Control page',
    add: 'Add a phone',
    name: 'Name',
    app: 'App',
    inbox: 'business side',
    known: 'The business sees',
    byPhone: 'the phone number',
    byBsuid: 'only a user id (WhatsApp username)',
    byBoth: 'both',
    number: 'Phone number',
    numberHint: 'Chosen for you when empty',
    submit: 'Add phone',
    empty: 'There is no phone yet.',
  },
  es: {
    title: 'Teléfonos',
    note: 'Cada teléfono es alguien que le escribe a la empresa por una aplicación simulada.',
    side: 'Dos teléfonos, uno al lado del otro',
    control: 'Página de control',
    add: 'Agregar un teléfono',
    name: 'Nombre',
    app: 'Aplicación',
    inbox: 'lado de la empresa',
    known: 'La empresa ve',
    byPhone: 'el número de teléfono',
    byBsuid: 'solo un id de usuario (nombre de usuario de WhatsApp)',
    byBoth: 'los dos',
    number: 'Número de teléfono',
    numberHint: 'Si queda vacío, se elige uno',
    submit: 'Agregar teléfono',
    empty: 'Todavía no hay teléfonos.',
  },
}

const words = WORDS[locale]
const list = document.getElementById('phones')
const form = document.getElementById('add')
const problem = document.getElementById('problem')

document.title = words.title
for (const target of document.querySelectorAll('[data-word]')) target.textContent = words[target.dataset.word]
for (const target of document.querySelectorAll('[data-hint]')) target.placeholder = words[target.dataset.hint]
for (const id of ['side', 'control']) document.getElementById(id).search = location.search
form.addEventListener('submit', add)
form.known.addEventListener('change', fitForm)
form.app.addEventListener('change', fitForm)
await show()

// Only WhatsApp knows people by their numbers.
function fitForm() {
  form.known.disabled = form.app.value !== 'whatsapp'
  form.phone.disabled = form.known.disabled || form.known.value === 'bsuid'
}

async function show() {
  const people = await command('whatsapp', 'people', {})
  const items = people.map(({ id, name, waId, bsuid }) => {
    const address = [waId && `+${waId}`, bsuid].filter(Boolean).join(' · ')
    return itemOf({ app: 'whatsapp', id, name, more: address })
  })
  for (const [app, title] of [
    ['messenger', 'Messenger'],
    ['instagram', 'Instagram'],
  ]) {
    for (const { id, name } of await command(app, 'people', {})) {
      const side = element('a', { href: addressOf(app, `${id}/inbox`), textContent: words.inbox })
      items.push(itemOf({ app, id, name, more: element('span', {}, `${title} · `, side) }))
    }
  }
  list.replaceChildren(
    ...(items.length > 0 ? items : [element('li', { className: 'note', textContent: words.empty })]),
  )
}

function itemOf({ app, id, name, more }) {
  const link = element('a', { href: addressOf(app, encodeURIComponent(id)), textContent: name })
  return element('li', {}, link, typeof more === 'string' ? element('span', { textContent: more }) : more)
}

function addressOf(app, path) {
  return `/phones/${app}/${path}${location.search}`
}

async function add(event) {
  event.preventDefault()
  problem.textContent = ''
  const known = form.known.value
  const phone = form.phone.value.trim()
  const bsuid = known === 'phone' ? {} : { bsuid: true }
  const number = known === 'bsuid' || phone === '' ? {} : { phone }
  try {
    const app = form.app.value
    const address = app === 'whatsapp' ? { ...bsuid, ...number } : {}
    await command(app, 'addPerson', { name: form.name.value.trim(), ...address })
    form.reset()
    fitForm()
    await show()
  } catch (error) {
    problem.textContent = error.message
  }
}
