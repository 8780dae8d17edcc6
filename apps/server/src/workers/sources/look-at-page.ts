import type { SourceReason } from '@hilo/protocol'
import type { Egress } from '@hilo/runtime'
import type { Look, Marks } from '../../domain/source/settle-page.ts'
import type { StoredSettings } from '../../domain/source/source.ts'
import type { WaitingPage } from '../../domain/source/waiting-pages.ts'
import type { Reader } from '../../reader/reader.ts'
import type { Format, Reading } from '../../reader/reading.ts'
import { type Answer, fetchPage } from './fetch-page.ts'
import { isOfSite, placeOf } from './site.ts'
import { wordsOf } from './words-of.ts'

/** What a look came to, and what it showed the way to. `again`: it may be over in a moment. */
export type Seen = { look: Look; links: string[]; again?: { afterMs: number | null } }

export type Looking = {
  egress: Egress
  reader: Reader
  signal: AbortSignal
  settings: StoredSettings
  /** The language of the org. */
  usual: string
}

const FORMATS: readonly [RegExp, Format][] = [
  [/^(text\/html|application\/xhtml\+xml)\b/i, 'html'],
  [/^text\/(markdown|x-markdown)\b/i, 'markdown'],
  [/^text\/plain\b/i, 'text'],
  [/^application\/pdf\b/i, 'pdf'],
]

/** Asks a site for a page, unless it says that nothing changed, and reads it. */
export async function lookAtPage(looking: Looking, page: WaitingPage): Promise<Seen> {
  const { egress, signal, settings } = looking
  const { place: url, etag, lastModified } = page
  const answer = await fetchPage(egress, { url, marks: { etag, lastModified }, signal })
  switch (answer.type) {
    case 'unchanged':
      return seen({ type: 'unchanged' })
    case 'gone':
      return seen({ type: 'gone', reason: 'not_found', detail: `HTTP ${answer.status}` })
    case 'failed': {
      const { reason, detail, isPassing, afterMs } = answer
      return { ...seen({ type: 'failed', reason, detail }), ...(isPassing && { again: { afterMs } }) }
    }
    case 'redirect':
      return redirected(answer.to, { first: settings.url ?? url, from: page })
    case 'page':
      return readAnswer(looking, page, answer)
  }
}

/** An address that leads to another page is none any more; the other is looked at as itself. */
function redirected(address: string, { first, from }: { first: string; from: WaitingPage }): Seen {
  const to = placeOf(address)
  const isOfIt = to !== null && isOfSite(to, first)
  const reason: SourceReason = isOfIt ? 'redirect' : 'elsewhere'
  const links = isOfIt && to !== from.place ? [to] : []
  if (from.articleId !== null) return { look: { type: 'gone', reason, detail: address }, links }
  return { look: { type: 'skipped', reason, detail: address }, links }
}

type Page = Extract<Answer, { type: 'page' }>

async function readAnswer(looking: Looking, page: WaitingPage, answer: Page): Promise<Seen> {
  const { reader, settings, usual } = looking
  const format = formatOf(answer)
  if (!format) return seen({ type: 'skipped', reason: 'type', detail: answer.contentType })
  const charset = /charset\s*=\s*"?([\w:.-]+)/i.exec(answer.contentType)?.[1] ?? null
  const request = { format, name: nameOf(page.place), charset, url: page.place }
  const reading: Reading = await reader.read(request, answer.bytes)
  if (reading.type !== 'pieces') {
    const reason = reading.type === 'refused' ? reading.fault : 'unreadable'
    // A page of links alone says nothing, and is no failure.
    return seen({ type: reason === 'empty' ? 'skipped' : 'failed', reason })
  }
  const links = reading.links.flatMap((link) => placeOf(link, page.place) ?? [])
  if (answer.isHidden || reading.isHidden) return { look: { type: 'skipped', reason: 'hidden' }, links }
  const [piece] = reading.pieces
  if (!piece || reading.pieces.length > 1) return { look: { type: 'failed', reason: 'too_long' }, links }
  const marks: Marks = answer.marks
  return { look: { type: 'words', words: await wordsOf(piece, settings, usual), marks }, links }
}

function formatOf({ contentType, bytes }: Page): Format | null {
  if (contentType === '') return /^\s*</.test(bytes.subarray(0, 200).toString('latin1')) ? 'html' : null
  return FORMATS.find(([pattern]) => pattern.test(contentType.trim()))?.[1] ?? null
}

/** The end of an address, for a page without a title. */
function nameOf(place: string): string {
  const { pathname, hostname } = new URL(place)
  return pathname.split('/').filter(Boolean).at(-1) ?? hostname
}

function seen(look: Look): Seen {
  return { look, links: [] }
}
