// How the platform behaves: failures, limits, what was posted, templates, and the time.
import { command } from '../handset/link.js'
import { element } from '../phone/icons.js'
import { act, button, card, choice, field, formOf, row } from './forms.js'
import { momentOf, words } from './words.js'

const WHEN = { whatsapp: ['answer', 'status', 'upload'], other: ['send', 'upload', 'profile'] }
const STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']
const HOUR = 3_600_000

/** Every failure on demand. */
export async function faults({ channel, again }) {
  const kinds = choice(await command(channel, 'faultKinds', {}))
  const people = await command(channel, 'people', {})
  const waiting = await command(channel, 'faults', {})
  const times = element('input', { type: 'number', min: '1', value: '1' })
  const when = choice(WHEN[channel] ?? WHEN.other)
  const options = people.map(({ id, name }) => new Option(name, id))
  const person = element('select', {}, new Option(words.everybody, ''), ...options)
  const fail = () => {
    const input = { kind: kinds.value, times: Number(times.value), when: when.value }
    return act(channel, 'fail', { ...input, personId: person.value || null }).then(again)
  }
  const lines = waiting.map(({ kind, times: left, when: where, personId }) =>
    element('p', { textContent: `${kind} · ${left} × · ${where} · ${personId ?? words.everybody}` }),
  )
  return [
    card(
      words.tabs.faults,
      row(field(words.kind, kinds), field(words.times, times)),
      row(field(words.when, when), field(words.person, person)),
      row(button(words.fail, fail, { isQuiet: false })),
    ),
    card(
      words.waiting,
      ...(lines.length > 0 ? lines : [element('p', { textContent: words.nobody })]),
      row(button(words.clear, () => act(channel, 'clearFaults').then(again))),
    ),
  ]
}

/** Latency, limits, and how webhooks travel: twice, late, out of order, several in a body. */
export async function settings({ channel, schemas, again }) {
  const { webhooks, ...values } = await command(channel, 'settings', {})
  const { webhooks: about, ...properties } = schemas.settings.properties
  const save = (input) => act(channel, 'settings', input).then(again)
  return [
    card(words.tabs.settings, formOf({ properties }, { values, title: words.save, submit: save })),
    card(
      'Webhooks',
      formOf(about, { values: webhooks, title: words.save, submit: (input) => save({ webhooks: input }) }),
    ),
  ]
}

/** What was posted, with bodies and answers. */
export async function webhooks({ channel, again }) {
  const counts = await command(channel, 'webhookCounts', {})
  const log = await command(channel, 'webhookLog', {})
  const line = Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  return [
    card(words.counts, element('p', { textContent: line.join(' · ') }), row(button(words.refresh, again))),
    ...log.map((entry) => entryOf(entry, { channel, again })),
  ]
}

function entryOf({ id, at, url, status, attempts, body }, { channel, again }) {
  const answer = status === null ? words.noAnswer : `${words.answer} ${status}`
  const shown = element('pre', { textContent: JSON.stringify(JSON.parse(body), null, 2) })
  return card(
    `${momentOf(at)} · ${answer} · ${attempts} ${words.attempts}`,
    element('details', {}, element('summary', { textContent: url }), shown),
    row(button(words.repeat, () => act(channel, 'repeatWebhook', { id }).then(again))),
  )
}

/** Templates of every account, to be judged. */
export async function templates({ channel, schemas, again }) {
  if (channel !== 'whatsapp') return [card(words.tabs.templates, element('p', {}, words.ofWhatsApp))]
  const numbers = await command('whatsapp', 'numbers', {})
  const accounts = [...new Set(numbers.map(({ wabaId }) => wabaId))]
  const lists = await Promise.all(accounts.map((wabaId) => command('whatsapp', 'templates', { wabaId })))
  const add = formOf(schemas.addTemplate, {
    title: words.addTemplate,
    submit: (input) => act('whatsapp', 'addTemplate', input).then(again),
  })
  return [...lists.flat().map((template) => templateOf(template, again)), card(words.addTemplate, add)]
}

function templateOf({ wabaId, name, language, status, category, quality, components }, again) {
  const change = (input) =>
    act('whatsapp', 'changeTemplate', { wabaId, name, language, ...input }).then(again)
  const reason = element('input', { placeholder: 'INVALID_FORMAT' })
  const of = (values, current, key) => {
    const select = choice(values, current)
    select.addEventListener('change', () => {
      const why = select.value === 'REJECTED' ? { reason: reason.value || 'INVALID_FORMAT' } : {}
      change({ [key]: select.value, ...why })
    })
    return select
  }
  const text = components.find(({ type }) => String(type).toUpperCase() === 'BODY')?.text ?? ''
  return card(
    `${name} · ${language}`,
    element('p', { textContent: text }),
    row(
      field(words.status, of(STATUSES, status, 'status')),
      field(words.reason, reason),
      field(
        words.category,
        of(['utility', 'marketing', 'authentication'], category.toLowerCase(), 'category'),
      ),
      field(words.quality, of(['unknown', 'green', 'yellow', 'red'], quality.toLowerCase(), 'quality')),
    ),
  )
}

/** The time of every platform. */
export async function clock({ now, again }) {
  const move = (hours) => act('clock', 'move', { ms: Math.round(hours * HOUR) }).then(again)
  const hours = element('input', { type: 'number', value: '24', step: 'any' })
  return [
    card(
      `${words.now} ${momentOf(now)}`,
      row(
        button(words.hour, () => move(1)),
        button(words.day, () => move(25)),
        button(words.week, () => move(168)),
        button(words.back, () => move(-24)),
      ),
      row(
        field(words.hours, hours),
        button(words.move, () => move(Number(hours.value)), { isQuiet: false }),
      ),
    ),
  ]
}
