import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { bytes, json } from '../http/answer.ts'
import { escapeHtml, languageOf } from '../http/html.ts'
import { type Answer, type Route, route } from '../http/route.ts'
import { drawPhoto, Shown } from '../whatsapp/photo.ts'
import { recordVoice, Spoken } from '../whatsapp/voice.ts'

/** Which Hilo server the demo site shows the widget of. */
export type Site = { serverUrl: string; widgetKey: string }

const { words: Said } = Spoken
const { words: Seen } = Shown
const SECONDS = 4

const FOLDER = new URL('./', import.meta.url)

/**
 * The page of a restaurant that has the widget on it. Its policy allows this origin and the widget's one
 * host, and nothing inline: a widget that works here works on a strict site.
 */
export function siteRoutes(site: () => Site | null): Route[] {
  const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8')
  const pages = { en: read('site.en.html'), es: read('site.es.html') }
  const style = read('site.css')

  return [
    route('GET', '/site', ({ url, headers }) => {
      const lang = languageOf(url.searchParams.get('lang') ?? headers['accept-language'] ?? '')
      const page = pages[lang].replace('<!--widget-->', widgetTag(site()))
      return bytes('text/html; charset=utf-8', page, { 'content-security-policy': policyOf(site()) })
    }),
    route('GET', '/site/site.css', () => bytes('text/css; charset=utf-8', style)),
    route('GET', '/site/voice.ogg', ({ url }) =>
      download(url, { mimeType: 'audio/ogg', said: Said, file: (words) => recordVoice(SECONDS, words) }),
    ),
    route('GET', '/site/photo.png', ({ url }) =>
      download(url, { mimeType: 'image/png', said: Seen, file: (words) => drawPhoto(Date.now(), words) }),
    ),
  ]
}

type Worded = { mimeType: string; said: z.ZodType<string | null>; file(words: string | null): Uint8Array }

/** A file to be sent from the widget: what it says or shows is typed on the page, as on a simulated phone. */
function download(url: URL, { mimeType, said, file }: Worded): Answer {
  const words = said.safeParse(url.searchParams.get('words')?.trim() || null)
  if (!words.success) return json(400, { message: z.prettifyError(words.error) })
  return bytes(mimeType, file(words.data), { 'content-disposition': 'attachment' })
}

function widgetTag(site: Site | null): string {
  if (!site) return ''
  const source = escapeHtml(`${site.serverUrl}/widget/loader.js`)
  return `<script async src="${source}" data-key="${escapeHtml(site.widgetKey)}"></script>`
}

function policyOf(site: Site | null): string {
  if (!site) return "default-src 'self'"
  const host = new URL(site.serverUrl).origin
  return `default-src 'self'; script-src ${host}; frame-src ${host}; connect-src ${host}; style-src 'self'`
}
