// The list of phones, and the form that hands out another one.
import { element } from './icons.js'

const WORDS = {
  en: {
    title: 'Phones',
    note: 'Every phone is somebody who writes to the business over simulated WhatsApp.',
    add: 'Add a phone',
    name: 'Name',
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
    note: 'Cada teléfono es alguien que le escribe a la empresa por un WhatsApp simulado.',
    add: 'Agregar un teléfono',
    name: 'Nombre',
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

const words = WORDS[document.documentElement.lang === 'es' ? 'es' : 'en']
const list = document.getElementById('phones')
const form = document.getElementById('add')
const problem = document.getElementById('problem')

document.title = words.title
for (const target of document.querySelectorAll('[data-word]')) target.textContent = words[target.dataset.word]
for (const target of document.querySelectorAll('[data-hint]')) target.placeholder = words[target.dataset.hint]
form.addEventListener('submit', add)
form.known.addEventListener('change', () => {
  form.phone.disabled = form.known.value === 'bsuid'
})
await show()

async function show() {
  const people = await command('people', {})
  const items = people.map(({ id, name, waId, bsuid }) => {
    const url = `/phones/whatsapp/${encodeURIComponent(id)}${location.search}`
    const address = [waId && `+${waId}`, bsuid].filter(Boolean).join(' · ')
    return element(
      'li',
      {},
      element('a', { href: url, textContent: name }),
      element('span', { textContent: address }),
    )
  })
  list.replaceChildren(
    ...(items.length > 0 ? items : [element('li', { className: 'note', textContent: words.empty })]),
  )
}

async function add(event) {
  event.preventDefault()
  problem.textContent = ''
  const known = form.known.value
  const phone = form.phone.value.trim()
  const bsuid = known === 'phone' ? {} : { bsuid: true }
  const number = known === 'bsuid' || phone === '' ? {} : { phone }
  try {
    await command('addPerson', { name: form.name.value.trim(), ...bsuid, ...number })
    form.reset()
    form.phone.disabled = false
    await show()
  } catch (error) {
    problem.textContent = error.message
  }
}

async function command(name, input) {
  const answer = await fetch(`/control/whatsapp/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  const body = await answer.json()
  if (!answer.ok) throw new Error(body.message)
  return body.result
}
