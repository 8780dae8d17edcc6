import type { Id } from '@hilo/protocol'
import { useSyncExternalStore } from 'react'
import { readJson, type Storage, writeJson } from './storage.ts'

export type DraftKind = 'reply' | 'note'
type Drafts = Record<string, string>

const KEY = 'hilo.drafts'
/** Older drafts leave first, so that years of use do not fill the browser's storage. */
const DRAFTS_MAX = 200

/** What was typed and not sent, by conversation and kind; survives a reload. */
export function createDrafts(storage: Storage) {
  let drafts: Drafts = readJson<Drafts>(storage, KEY) ?? {}
  const listeners = new Set<() => void>()

  return {
    get: (conversationId: Id, kind: DraftKind) => drafts[keyOf(conversationId, kind)] ?? '',
    /** True when a reply was begun. */
    has: (conversationId: Id) => keyOf(conversationId, 'reply') in drafts,
    set(conversationId: Id, kind: DraftKind, text: string) {
      const { [keyOf(conversationId, kind)]: _, ...others } = drafts
      const kept = text.trim() === '' ? others : { ...others, [keyOf(conversationId, kind)]: text }
      drafts = Object.fromEntries(Object.entries(kept).slice(-DRAFTS_MAX))
      writeJson(storage, KEY, drafts)
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const browserDrafts = typeof localStorage === 'undefined' ? null : createDrafts(localStorage)

/** The drafts of this browser. */
export function getDrafts() {
  if (!browserDrafts) throw new Error('Drafts need a browser.')
  return browserDrafts
}

export function useDraft(conversationId: Id, kind: DraftKind) {
  const drafts = getDrafts()
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(conversationId, kind))
  return [text, (next: string) => drafts.set(conversationId, kind, next)] as const
}

export function useHasDraft(conversationId: Id): boolean {
  const drafts = getDrafts()
  return useSyncExternalStore(drafts.subscribe, () => drafts.has(conversationId))
}

function keyOf(conversationId: Id, kind: DraftKind): string {
  return `${conversationId}:${kind}`
}
