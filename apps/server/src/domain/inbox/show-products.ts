import type { ContentOf, JournalEntry } from '@hilo/protocol'
import { productsText } from '@hilo/protocol'
import type { Inbox } from './inbox.ts'

/**
 * What a turn says of products: shown from the catalogue of the inbox, or in words where it has none. The
 * code knows no catalogue, so it replays the same after another one was connected.
 */
export function showProducts({ channel, settings }: Inbox, entries: readonly JournalEntry[]): JournalEntry[] {
  const catalogId = channel === 'whatsapp' ? settings.catalogId : undefined
  return entries.map((entry) => {
    if (entry.content?.type !== 'products') return entry
    return { ...entry, content: catalogId ? { ...entry.content, catalogId } : inWords(entry.content) }
  })
}

function inWords(products: ContentOf<'products'>): ContentOf<'text'> {
  return { type: 'text', text: productsText(products) }
}
