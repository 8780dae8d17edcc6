import type { CopilotEvent, Id } from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { assisted } from './copilot.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

type Place = { conversationId: Id; eventId: Id }
/** `seq`: the last message that it is of. */
export type FreshSummary = {
  seq: number
  at: number
  said: Extract<CopilotEvent, { type: 'done' | 'failed' }>
}

/**
 * A conversation summed up anew for the member who asked, beside the summary that came with a hand-over. It
 * is kept while the page is open, and nobody else has it.
 */
export function useFreshSummary({ conversationId, eventId }: Place) {
  const key = keys.summary(eventId)
  // Only ever asked for by hand.
  const { data } = useQuery<FreshSummary | 'writing' | null>({
    ...{ queryKey: key, enabled: false, gcTime: Number.POSITIVE_INFINITY },
    queryFn: () => Promise.reject(new Error('A summary is asked for by hand.')),
  })
  const ask = async (language: string, seq: number) => {
    if (data === 'writing') return
    queryClient.setQueryData(key, 'writing')
    try {
      const task = { task: 'summarise' as const, language }
      const said = await assisted(conversationId, task, new AbortController().signal)
      queryClient.setQueryData<FreshSummary>(key, { seq, at: Date.now(), said })
    } catch (error) {
      // Undefined would leave what is there.
      queryClient.setQueryData(key, data ?? null)
      throw error
    }
  }
  return { isWriting: data === 'writing', fresh: data === 'writing' ? null : (data ?? null), ask }
}
