import type { Id } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { addTag, removeTag } from './copilot.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** The tags of the org, the most used first. */
export function useTags() {
  return useQuery({
    queryKey: keys.tags,
    queryFn: ({ signal }) => request(endpoints.listTags, {}, signal).then(({ tags }) => tags),
  })
}

/** Puts tags on a conversation and takes them off. */
export function useTagging(conversationId: Id) {
  return {
    add: useMutation({
      mutationFn: (tag: string) => addTag(conversationId, tag),
      onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.tags }),
    }),
    remove: useMutation({ mutationFn: (tag: string) => removeTag(conversationId, tag) }),
  }
}

/** All tags of the org by name, with how many conversations have each. */
export function useTagUses() {
  return useQuery({
    queryKey: keys.tagUses,
    queryFn: ({ signal }) => request(endpoints.listTagUses, {}, signal).then(({ tags }) => tags),
    staleTime: 0,
  })
}

export function useRenameTag() {
  return useMutation({
    mutationFn: (body: { tag: string; to: string }) => request(endpoints.renameTag, { body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.tags }),
  })
}

export function useDeleteTag() {
  return useMutation({
    mutationFn: (tag: string) => request(endpoints.deleteTag, { body: { tag } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.tags }),
  })
}
