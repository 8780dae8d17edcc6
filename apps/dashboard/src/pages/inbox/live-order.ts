import type { Conversation } from '@hilo/protocol'
import { useRef, useState } from 'react'
import { arrange, type Hold } from './order.ts'

export type LiveOrder = {
  rows: readonly Conversation[]
  waiting: number
  setHold: (hold: Hold) => void
  release: () => void
}

const FREE: Hold = { key: null, isScrolled: false }

/** The rows in an order that follows what happens without moving what is under the reader's hand. */
export function useLiveOrder(sorted: readonly Conversation[], filterKey: string): LiveOrder {
  const [hold, setHold] = useState<Hold>(FREE)
  // What was shown last is read while rendering; `arrange` gives the same answer for its own result.
  const last = useRef<{ filterKey: string; ids: readonly string[] }>({ filterKey, ids: [] })
  const shown = last.current.filterKey === filterKey ? last.current.ids : []
  const ids = sorted.map(({ id }) => id)
  const arrangement = arrange(ids, shown, hold)
  last.current = { filterKey, ids: arrangement.ids }

  const byId = new Map(sorted.map((conversation) => [conversation.id, conversation]))
  const rows = arrangement.ids.flatMap((id) => byId.get(id) ?? [])
  return { rows, waiting: arrangement.waiting, setHold, release: () => setHold(FREE) }
}
