/**
 * The phones of Messenger and Instagram as pages, and for each thread the inbox of the business, where
 * people answer past the server. Their files are read once, at start; there is no build step.
 */
import { readFileSync } from 'node:fs'
import { bytes, json } from '../http/answer.ts'
import { escapeHtml } from '../http/html.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import type { Messaging } from '../messaging/world.ts'
import { mediaAnswer, pageFiles, renderPage } from '../phone/routes.ts'

const FILES = [
  'direct.css',
  'bubbles.css',
  'comments.css',
  'sheets.css',
  'messenger.css',
  'instagram.css',
  'direct.js',
  'bubbles.js',
  'comments.js',
  'contents.js',
  'composer.js',
  'menus.js',
  'words.js',
]

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')

/** What both platforms' pages load. */
export function messagingFiles(): Route[] {
  return [
    ...pageFiles('/phones/direct', new URL('.', import.meta.url), FILES),
    route('GET', '/phones/face.svg', face),
  ]
}

/** `/phones/{channel}/{person}` is a phone, `/phones/{channel}/{person}/inbox` the business's side of it. */
export function messagingPhoneRoutes(world: Messaging): Route[] {
  const { channel } = world.traits
  const template = read('direct.html')
  return [
    route('GET', `/phones/${channel}/media/:id`, (request) =>
      mediaAnswer(world.media, request.params.id ?? ''),
    ),
    route('GET', `/phones/${channel}/:person`, (request) =>
      phone(world, request, { template, side: 'person' }),
    ),
    route('GET', `/phones/${channel}/:person/inbox`, (request) =>
      phone(world, request, { template, side: 'page' }),
    ),
  ]
}

function phone(
  world: Messaging,
  request: Incoming,
  { template, side }: { template: string; side: 'person' | 'page' },
): Answer {
  const person = world.people.get(request.params.person ?? '')
  if (!person)
    return json(404, { code: 'not_found', message: `There is no phone "${request.params.person}".` })
  const wanted = request.url.searchParams.get('account')
  const accounts = [...world.accounts.values()]
  const account = accounts.find(({ id }) => id === wanted) ?? accounts[0]
  const business = { name: account?.name ?? '', handle: account?.username ?? '' }
  return renderPage(template, request, {
    channel: world.traits.channel,
    side,
    personId: person.id,
    personName: person.name,
    accountId: account?.id ?? '',
    businessName: business.name,
    title: side === 'person' ? business.name : person.name,
    handle: side === 'person' ? business.handle : (person.username ?? ''),
    starters: JSON.stringify(account?.profile.ice_breakers ?? []),
    others: JSON.stringify(accounts.map(({ id, name }) => ({ id, name }))),
  })
}

/** A face for a profile: an initial on a colour of its own. */
function face(request: Incoming): Answer {
  const name = request.url.searchParams.get('name') ?? '?'
  const hue = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0) * 37, 0) % 360
  const initial = escapeHtml([...name][0]?.toUpperCase() ?? '?')
  const text = `<text x="50" y="66" font-family="sans-serif" font-size="46" fill="#fff" text-anchor="middle">`
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="200" height="200">` +
    `<rect width="100" height="100" fill="hsl(${hue} 45% 45%)"/>${text}${initial}</text></svg>`
  return bytes('image/svg+xml', svg, { 'content-security-policy': "default-src 'none'; sandbox" })
}
