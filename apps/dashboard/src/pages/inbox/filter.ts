import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ListFilter } from '../../api/keys.ts'

/** What the address of the inbox says besides the conversation. */
export type InboxSearch = { status?: 'closed'; holder?: ListFilter['holder']; details?: true }

const HOLDERS = ['backend', 'ai', 'human', 'nobody'] as const

/** Reads the address; what it does not understand is left out, so that an old link still opens. */
export function parseInboxSearch(search: Record<string, unknown>): InboxSearch {
  const holder = HOLDERS.find((each) => each === search.holder)
  return {
    ...(search.status === 'closed' && { status: 'closed' }),
    ...(holder && { holder }),
    ...(search.details === true && { details: true }),
  }
}

/** The list's filter, as the address has it. */
export function useInboxFilter(): ListFilter {
  const { status, holder } = useSearch({ from: '/app/inbox' })
  return useMemo(() => ({ status: status ?? 'open', ...(holder && { holder }) }), [status, holder])
}
