import type { ArticleWords } from '@hilo/protocol'
import { readJson, type Storage, writeJson } from './storage.ts'

/** What was written of an article and not saved, and the revision that it was written on. */
export type ArticleDraft = {
  words: ArticleWords
  revision: number
  clientId: string
  /** A question was added to it from where it is missing. */
  isAdded?: true
}
type Drafts = Record<string, ArticleDraft>

const KEY = 'hilo.article-drafts'
/** Articles are long, and the storage of a browser is small. */
const DRAFTS_MAX = 20

/** The drafts of this browser by article; of one that is new under `new`. They survive a reload. */
function createArticleDrafts(storage: Storage) {
  const read = () => readJson<Drafts>(storage, KEY) ?? {}
  const write = (drafts: Drafts) =>
    writeJson(storage, KEY, Object.fromEntries(Object.entries(drafts).slice(-DRAFTS_MAX)))
  return {
    get: (id: string): ArticleDraft | null => read()[id] ?? null,
    set(id: string, draft: ArticleDraft) {
      const { [id]: _, ...others } = read()
      write({ ...others, [id]: draft })
    },
    forget(id: string) {
      const { [id]: known, ...others } = read()
      if (known) write(others)
    },
  }
}

const browserDrafts = typeof localStorage === 'undefined' ? null : createArticleDrafts(localStorage)

export function getArticleDrafts() {
  if (!browserDrafts) throw new Error('Drafts need a browser.')
  return browserDrafts
}
