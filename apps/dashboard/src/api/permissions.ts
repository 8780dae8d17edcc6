import type { Conversation, Id } from '@hilo/protocol'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** What a contact allowed and took back. `version`: of the conversation, which every change of it raises. */
export function usePermissions(contactId: Id, version: number) {
  return useQuery({
    queryKey: keys.permissions(contactId, version),
    queryFn: ({ signal }) => request(endpoints.listPermissions, { params: { contactId } }, signal),
    placeholderData: keepPreviousData,
  })
}

type Recording = Parameters<typeof request<typeof endpoints.recordPermission>>[1]['body']

/** Records by hand what a contact said. */
export function useRecordPermission(contactId: Id) {
  return useMutation({
    mutationFn: (body: Recording) => request(endpoints.recordPermission, { params: { contactId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.allPermissions }),
  })
}

/** Whether a reply could be sent now; asked again after each message, and when the window moves. */
export function usePreflight({ id, status, windowClosesAt, lastMessageAt, threadOwner }: Conversation) {
  return useQuery({
    queryKey: keys.preflight(id, [status, windowClosesAt, lastMessageAt, threadOwner]),
    queryFn: ({ signal }) => request(endpoints.preflight, { params: { conversationId: id } }, signal),
  })
}
