// The control page: a tab for each thing that can be changed, and one for every command there is.
import { command } from '../handset/link.js'
import { element } from '../phone/icons.js'
import { accounts, people } from './accounts.js'
import { clock, faults, settings, templates, webhooks } from './behaviour.js'
import { act, card, choice, field, formOf } from './forms.js'
import { words } from './words.js'

const CHANNELS = { whatsapp: 'WhatsApp', messenger: 'Messenger', instagram: 'Instagram' }
const TABS = { accounts, people, faults, settings, webhooks, templates, clock, commands }

const main = document.getElementById('main')
const tabs = document.getElementById('tabs')
const channels = document.getElementById('channel')
const { subjects } = await (await fetch('/control/commands')).json()

document.title = words.title
document.getElementById('title').textContent = words.title
document.getElementById('which').textContent = words.channel
for (const [id, title] of Object.entries(CHANNELS)) channels.append(new Option(title, id))
for (const name of Object.keys(TABS)) {
  tabs.append(element('a', { href: `#${name}`, textContent: words.tabs[name] }))
}
channels.addEventListener('change', show)
addEventListener('hashchange', show)
await show()

async function show() {
  const name = Object.hasOwn(TABS, location.hash.slice(1)) ? location.hash.slice(1) : 'accounts'
  for (const link of tabs.children) {
    if (link.hash !== `#${name}`) link.removeAttribute('aria-current')
    else {
      link.setAttribute('aria-current', 'page')
      link.scrollIntoView({ inline: 'nearest', block: 'nearest' })
    }
  }
  const channel = channels.value
  const { now } = await command('clock', 'move', { ms: 0 })
  const parts = await TABS[name]({ channel, schemas: subjects[channel], now, again: show })
  main.replaceChildren(...parts)
}

/** Whatever there is no tab for, by the name it has in the control API. */
async function commands({ channel }) {
  const result = element('pre', { hidden: true })
  const place = element('div', {})
  const subject = choice(Object.keys(subjects), channel)
  const name = element('select', {})
  const list = () => {
    name.replaceChildren(...Object.keys(subjects[subject.value]).map((one) => new Option(one, one)))
    offer()
  }
  const offer = () => {
    const run = async (input) => {
      const answer = await act(subject.value, name.value, input)
      result.hidden = answer === undefined
      result.textContent = JSON.stringify(answer, null, 2)
    }
    const schema = subjects[subject.value][name.value]
    place.replaceChildren(formOf(schema, { title: words.run, submit: run }))
  }
  subject.addEventListener('change', list)
  name.addEventListener('change', offer)
  list()
  return [card(words.tabs.commands, field(words.subject, subject), field(words.command, name), place, result)]
}
