import { useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ListFilter } from '../../api/keys.ts'
import { useSession } from '../../api/session.ts'

/** What the address of the inbox says besides the conversation. */
export type InboxSearch = {
  status?: 'closed'
  holder?: ListFilter['holder']
  /** Whom it was given to: who looks, or nobody. */
  assignee?: 'me' | 'none'
  search?: string
  details?: true
}

const HOLDERS = ['backend', 'ai', 'human', 'nobody'] as const

/** Reads the address; what it does not understand is left out, so that an old link still opens. */
export function parseInboxSearch(search: Record<string, unknown>): InboxSearch {
  const holder = HOLDERS.find((each) => each === search.holder)
  const text = typeof search.search === 'string' ? search.search.trim().slice(0, 200) : ''
  return {
    ...(search.status === 'closed' && { status: 'closed' }),
    ...(holder && { holder }),
    ...((search.assignee === 'me' || search.assignee === 'none') && { assignee: search.assignee }),
    ...(text && { search: text }),
    ...(search.details === true && { details: true }),
  }
}

/** The list's filter, as the address has it. A search finds what is closed, too. */
export function useInboxFilter(): ListFilter {
  const { status, holder, assignee, search } = useSearch({ from: '/app/inbox' })
  const { id } = useSession().member
  return useMemo(
    () => ({
      status: search ? 'all' : (status ?? 'open'),
      ...(holder && { holder }),
      ...(assignee && { assigneeId: assignee === 'me' ? id : assignee }),
      ...(search && { search }),
    }),
    [status, holder, assignee, search, id],
  )
}
