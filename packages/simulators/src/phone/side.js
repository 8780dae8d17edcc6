// Two phones side by side: each place shows the one that is chosen above it.
import { command } from '../handset/link.js'
import { locale } from '../handset/time.js'
import { element } from './icons.js'

const WORDS = {
  en: { title: 'Two phones', left: 'Phone on the left', right: 'Phone on the right', inbox: 'business side' },
  es: {
    title: 'Dos teléfonos',
    left: 'Teléfono de la izquierda',
    right: 'Teléfono de la derecha',
    inbox: 'lado de la empresa',
  },
}
const APPS = { whatsapp: 'WhatsApp', messenger: 'Messenger', instagram: 'Instagram' }

const words = WORDS[locale]
const query = new URLSearchParams(location.search)
const phones = (await Promise.all(Object.keys(APPS).map(phonesOn))).flat()

document.title = words.title
document
  .getElementById('side')
  .append(placeOf('left', phones[0]?.path), placeOf('right', (phones[1] ?? phones[0])?.path))

async function phonesOn(app) {
  const people = await command(app, 'people', {})
  return people.flatMap(({ id, name }) => {
    const path = `${app}/${encodeURIComponent(id)}`
    const phone = { path, title: `${name} · ${APPS[app]}` }
    return app === 'whatsapp'
      ? [phone]
      : [phone, { path: `${path}/inbox`, title: `${phone.title} · ${words.inbox}` }]
  })
}

function placeOf(side, byDefault) {
  const select = element('select', {}, ...phones.map(({ path, title }) => new Option(title, path)))
  const frame = element('iframe', { title: words[side] })
  const show = () => {
    frame.src = `/phones/${select.value}?lang=${locale}`
    query.set(side, select.value)
    history.replaceState(null, '', `?${query}`)
  }
  select.setAttribute('aria-label', words[side])
  select.value = query.get(side) ?? byDefault ?? ''
  select.addEventListener('change', show)
  if (select.value) show()
  return element('section', { className: 'place' }, select, frame)
}
