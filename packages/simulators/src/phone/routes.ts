/** The phones as pages. Their files are read once, at start; there is no build step. */
import { readFileSync } from 'node:fs'
import { bytes, json } from '../http/answer.ts'
import { escapeHtml, languageOf } from '../http/html.ts'
import { type Answer, type Incoming, type Route, route } from '../http/route.ts'
import type { MediaShelf } from '../meta/media.ts'
import type { WhatsApp } from '../whatsapp/world.ts'

const FILES = [
  'phone.css',
  'bubble.css',
  'content.css',
  'composer.css',
  'menus.css',
  'list.css',
  'phone.js',
  'bubble.js',
  'choices.js',
  'composer.js',
  'form.js',
  'markup.js',
  'offer.js',
  'words.js',
  'icons.js',
  'list.js',
  'side.css',
  'side.js',
]

// The dashboard shows phones in a frame, from whatever port it runs on.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
].join('; ')

// What the phones of every app are made of.
const HANDSET_FILES = [
  ...[
    'handset.css',
    'writing.css',
    'asking.css',
    'ask-words.js',
    'link.js',
    'menu.js',
    'time.js',
    'wall.js',
    'writing.js',
  ],
]

/** `/phones` lists the phones and adds one, `/phones/side` shows two; `/phones/whatsapp/{person}` is one. */
export function phoneRoutes(world: WhatsApp): Route[] {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
  const phonePage = read('phone.html')
  const listPage = read('list.html')
  const sidePage = read('side.html')

  return [
    ...pageFiles('/phones/handset', new URL('../handset/', import.meta.url), HANDSET_FILES),
    ...pageFiles('/phones/phone', new URL('.', import.meta.url), FILES),
    route('GET', '/phones', (request) => renderPage(listPage, request, {})),
    route('GET', '/phones/side', (request) => renderPage(sidePage, request, {})),
    route('GET', '/phones/media/:id', (request) => mediaAnswer(world.media, request.params.id ?? '')),
    route('GET', '/phones/whatsapp/:person', (request) => phone(world, request, phonePage)),
  ]
}

/** Scripts and style sheets of a page, read once. Under `path` they find each other as in their folder. */
export function pageFiles(path: string, folder: URL, names: readonly string[]): Route[] {
  return names.map((name) => {
    const content = readFileSync(new URL(name, folder), 'utf8')
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript'
    return route('GET', `${path}/${name}`, () => bytes(`${type}; charset=utf-8`, content))
  })
}

/** A page of the simulators, in the language asked for, with names as text. */
export function renderPage(template: string, request: Incoming, values: Record<string, string>): Answer {
  const wanted = request.url.searchParams.get('lang') ?? request.headers['accept-language'] ?? ''
  const filled = template
    .replace('<html lang="en">', `<html lang="${languageOf(wanted)}">`)
    .replace(/\{\{(\w+)\}\}/g, (_hole, name: string) => escapeHtml(values[name] ?? ''))
  return bytes('text/html; charset=utf-8', filled, { 'content-security-policy': POLICY })
}

function phone(world: WhatsApp, request: Incoming, template: string): Answer {
  const person = world.people.get(request.params.person ?? '')
  if (!person)
    return json(404, { code: 'not_found', message: `There is no phone "${request.params.person}".` })
  const wanted = request.url.searchParams.get('number')
  const numbers = [...world.numbers.values()]
  const number = numbers.find((candidate) => candidate.phoneNumberId === wanted) ?? numbers[0]
  return renderPage(template, request, {
    personId: person.id,
    personName: person.name,
    phoneNumberId: number?.phoneNumberId ?? '',
    businessName: number?.verifiedName ?? '',
    businessNumber: number?.displayPhoneNumber ?? '',
    others: JSON.stringify(
      numbers.map(({ phoneNumberId, verifiedName }) => ({ phoneNumberId, verifiedName })),
    ),
  })
}

/** A file of the shelf, for a page of the simulators to show. */
export async function mediaAnswer(shelf: MediaShelf, id: string): Promise<Answer> {
  const file = shelf.get(id)
  const content = await shelf.bytes(id)
  if (!file || !content) return json(404, { code: 'not_found', message: `There is no media ${id}.` })
  return bytes(file.mimeType, content, {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
}
