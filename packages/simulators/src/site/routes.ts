import { readFileSync } from 'node:fs'
import { bytes } from '../http/answer.ts'
import { escapeHtml, languageOf } from '../http/html.ts'
import { type Route, route } from '../http/route.ts'

/** Which Hilo server the demo site shows the widget of. */
export type Site = { serverUrl: string; widgetKey: string }

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
  ]
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
