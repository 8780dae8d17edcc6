// Numbers, pages and accounts with their tokens, and the people who write to them.
import { command } from '../handset/link.js'
import { element } from '../phone/icons.js'
import { act, button, card, check, choice, field, formOf, row } from './forms.js'
import { momentOf, words } from './words.js'

const QUALITIES = ['GREEN', 'YELLOW', 'RED']
const LIMITS = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']

/** Each account of the platform, and a form to connect another. */
export async function accounts({ channel, schemas, now, again }) {
  const isWhatsApp = channel === 'whatsapp'
  const all = await command(channel, isWhatsApp ? 'numbers' : 'accounts', {})
  const name = isWhatsApp ? 'registerNumber' : 'registerAccount'
  const connect = formOf(schemas[name], {
    title: words.connect,
    submit: (input) => act(channel, name, input).then(again),
  })
  return [...all.map((account) => accountOf(account, { channel, now, again })), card(words.connect, connect)]
}

function accountOf(account, { channel, now, again }) {
  const id = account.phoneNumberId ?? account.id
  const setup = (name, input = {}) => act('setup', name, { account: id, ...input }).then(again)
  const { accessToken, tokenExpiresAt: endsAt } = account
  const life = !endsAt ? words.never : endsAt <= now ? words.over : `${words.expires} ${momentOf(endsAt)}`
  const scopes = element('input', {})
  const names = () => scopes.value.split(',').map((scope) => scope.trim())
  return card(
    `${account.verifiedName ?? account.name} · ${id}`,
    element('p', { textContent: `${words.token} ${accessToken} (${life})` }),
    row(
      button(words.expire, () => setup('expireToken')),
      button(words.revoke, () => setup('issueToken')),
      button(words.revive, () => setup('issueToken', { accessToken })),
    ),
    row(
      field(words.scopes, scopes),
      button(words.setScopes, () => setup('issueToken', { accessToken, scopes: names() })),
    ),
    channel === 'whatsapp' ? standingOf(account, again) : grantsOf(account, { channel, again }),
  )
}

function standingOf({ phoneNumberId, quality, messagingLimit }, again) {
  const change = (input) => act('whatsapp', 'changeNumber', { phoneNumberId, ...input }).then(again)
  const qualities = choice(QUALITIES, quality ?? 'GREEN')
  qualities.addEventListener('change', () => change({ quality: qualities.value }))
  const limits = choice(LIMITS, messagingLimit ?? 'TIER_2K')
  limits.addEventListener('change', () => change({ messagingLimit: limits.value }))
  return row(field(words.quality, qualities), field(words.limit, limits))
}

function grantsOf({ id, hasHumanAgent, allowsMessages }, { channel, again }) {
  const change = (input) => act(channel, 'changeAccount', { accountId: id, ...input }).then(again)
  return row(
    check(words.humanAgent, hasHumanAgent, (isOn) => change({ hasHumanAgent: isOn })),
    check(words.allowsMessages, allowsMessages, (isOn) => change({ allowsMessages: isOn })),
  )
}

/** Everybody with a phone, and a form to add somebody. */
export async function people({ channel, schemas, again }) {
  const all = await command(channel, 'people', {})
  const add = formOf(schemas.addPerson, {
    title: words.add,
    submit: (input) => act(channel, 'addPerson', input).then(again),
  })
  return [...all.map((person) => personOf(person, { channel, again })), card(words.add, add)]
}

function personOf(person, { channel, again }) {
  const { id: personId, name, username, waId, bsuid, scopedIds } = person
  const on = (verb, input) => act(channel, verb, { personId, ...input }).then(again)
  const ids = Object.entries(scopedIds ?? {}).map(([account, scoped]) => `${account}: ${scoped}`)
  const address = [waId && `+${waId}`, bsuid, ...ids].filter(Boolean).join(' · ')
  const link = { href: `/phones/${channel}/${encodeURIComponent(personId)}`, textContent: words.phone }
  return card(
    username ? `${name} · @${username}` : name,
    element('p', { textContent: address }),
    row(
      element('a', link),
      button(words.openWindow, () => on('setWindow', { isOpen: true })),
      button(words.closeWindow, () => on('setWindow', { isOpen: false })),
      button(words.block, () => on('block', { isBlocked: true })),
      button(words.unblock, () => on('block', { isBlocked: false })),
    ),
    channel === 'whatsapp' ? addressesOf(person, on) : null,
  )
}

function addressesOf({ username, waId, bsuid }, on) {
  const name = element('input', { value: username ?? '' })
  const phone = element('input', { value: waId ?? '', inputMode: 'tel' })
  const id = element('input', { value: bsuid ?? '' })
  const save = () =>
    on('changePerson', {
      username: name.value || null,
      phone: phone.value || null,
      ...(id.value ? { bsuid: id.value } : {}),
    })
  const fields = [field(words.username, name), field(words.number, phone), field(words.bsuid, id)]
  return row(...fields, button(words.save, save))
}
