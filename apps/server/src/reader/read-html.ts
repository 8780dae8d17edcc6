import domino, { type PageDocument, type PageElement } from '@mixmark-io/domino'
import { decodeText } from './decode-text.ts'
import { LINKS_MAX, type Reading, type ReadRequest } from './reading.ts'
import { blocksOf, partMaxOf, splitParts } from './split-parts.ts'
import { oneLine, titleOf } from './title.ts'
import { markdownOf } from './to-markdown.ts'

/** What of a page is not its text. */
const NO_TEXT = [
  ...['script', 'style', 'noscript', 'template', 'iframe', 'object', 'embed', 'svg', 'canvas', 'form'],
  ...['button', 'select', 'input', 'textarea', 'dialog', 'nav', 'aside', '[hidden]', '[aria-hidden="true"]'],
  ...['[role="navigation"]', '[role="search"]', '[role="dialog"]'],
].join()
/** What stands on every page of a site. A header or a footer of an article belongs to it. */
const FRAME = 'body > header, body > footer, [role="banner"], [role="contentinfo"]'
const MAIN = ['main', '[role="main"]', 'article']
/** A place that calls itself the main one and has less of the text is not believed. */
const MAIN_SHARE = 0.4

/** Reads a page: its main text as Markdown, and where it leads. */
export function readHtml(bytes: Uint8Array, request: ReadRequest): Reading {
  return readPage(decodeText(bytes, request.charset), request)
}

/** @throws ReadError `empty` when it says nothing. */
export function readPage(html: string, { name, url }: Pick<ReadRequest, 'name' | 'url'>): Reading {
  const page = domino.createDocument(html)
  const base = baseOf(page, url)
  const links = linksOf(page, base)
  const robots = page.querySelector('meta[name="robots"]')?.getAttribute('content') ?? ''
  const said = oneLine(page.querySelector('title')?.textContent ?? '')
  for (const one of all(page, `${NO_TEXT},${FRAME}`)) one.remove()
  const main = mainOf(page)
  const headings = main ? all(main, 'h1') : []
  const heading = headings.length === 1 ? oneLine(headings[0]?.textContent ?? '') : ''
  if (heading !== '') headings[0]?.remove()
  if (main) settleLinks(main, base)
  const title = titleOf(heading || said || null, name)
  const language = page.documentElement?.getAttribute('lang')?.trim() || null
  const pieces = splitParts(title, main ? blocksOf(markdownOf(main)) : [], {
    language,
    partMax: partMaxOf(url),
  })
  return { type: 'pieces', kind: 'page', pieces, links, isHidden: /\b(noindex|none)\b/i.test(robots) }
}

function all(element: PageElement, selector: string): PageElement[] {
  return Array.from(element.querySelectorAll(selector))
}

function mainOf(page: PageDocument): PageElement | null {
  const { body } = page
  if (!body) return null
  const enough = lengthOf(body) * MAIN_SHARE
  for (const selector of MAIN) {
    const found = all(body, selector)
    // Several articles are a list of them: the page is all of them.
    if (found.length === 1 && found[0] && lengthOf(found[0]) >= enough) return found[0]
  }
  return body
}

function lengthOf(element: PageElement): number {
  return oneLine(element.textContent ?? '').length
}

function baseOf(page: PageDocument, url: string | null): string | null {
  const said = page.querySelector('base[href]')?.getAttribute('href')
  if (!said || !URL.canParse(said, url ?? undefined)) return url
  return new URL(said, url ?? undefined).href
}

/** Where a page leads, each address once. */
function linksOf(page: PageDocument, base: string | null): string[] {
  const links = new Set<string>()
  for (const link of all(page, 'a[href]')) {
    const address = addressOf(link, base)
    if (address?.startsWith('http') && !/\bnofollow\b/i.test(link.getAttribute('rel') ?? ''))
      links.add(address)
    if (links.size === LINKS_MAX) break
  }
  return [...links]
}

/** A link that is read elsewhere has to say where it leads; one that leads nowhere is its words alone. */
function settleLinks(main: PageElement, base: string | null): void {
  for (const link of all(main, 'a')) {
    const address = addressOf(link, base)
    if (address) link.setAttribute('href', address)
    else link.removeAttribute('href')
  }
}

function addressOf(link: PageElement, base: string | null): string | null {
  const href = link.getAttribute('href')?.trim()
  if (!href || href.startsWith('#') || !URL.canParse(href, base ?? undefined)) return null
  const { href: address, protocol } = new URL(href, base ?? undefined)
  return ['http:', 'https:', 'mailto:', 'tel:'].includes(protocol) ? address : null
}
