import type { api, ContractBody, Id, RecipientStatus } from '@hilo/protocol'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { fetchAgain, queryClient } from './query-client.ts'

export type NewBroadcast = ContractBody<typeof api.createBroadcast>
export type BroadcastPlan = ContractBody<typeof api.previewBroadcast>

/** What a platform says of a message that is out moves no broadcast, so no frame tells of it. */
const FOLLOW_MS = 5_000

export function useBroadcasts() {
  return useQuery({
    queryKey: keys.broadcastList,
    queryFn: ({ signal }) => request(endpoints.listBroadcasts, {}, signal).then((all) => all.broadcasts),
  })
}

export function useBroadcast(broadcastId: Id) {
  return useQuery({
    queryKey: keys.broadcast(broadcastId),
    queryFn: ({ signal }) => request(endpoints.getBroadcast, { params: { broadcastId } }, signal),
    refetchInterval: FOLLOW_MS,
  })
}

/** Its first fifty recipients, of one status or of all. */
export function useRecipients(broadcastId: Id, status: RecipientStatus | null) {
  return useQuery({
    queryKey: keys.recipients(broadcastId, status),
    queryFn: ({ signal }) =>
      request(
        endpoints.listRecipients,
        { params: { broadcastId }, query: status === null ? {} : { status } },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: FOLLOW_MS,
  })
}

/** One went on, or was changed. */
export function refreshBroadcasts(): void {
  void fetchAgain(keys.broadcasts)
}

export function usePreviewBroadcast() {
  return useMutation({ mutationFn: (body: BroadcastPlan) => request(endpoints.previewBroadcast, { body }) })
}

export function useCreateBroadcast() {
  return useMutation({
    mutationFn: (body: NewBroadcast) => request(endpoints.createBroadcast, { body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.broadcasts }),
  })
}

export function useSteerBroadcast(broadcastId: Id) {
  return useMutation({
    mutationFn: (status: 'running' | 'paused' | 'cancelled') =>
      request(endpoints.steerBroadcast, { params: { broadcastId }, body: { status } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.broadcasts }),
  })
}
