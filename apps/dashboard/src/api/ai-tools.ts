import type { AiToolSettings, Id } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** What AI may have done. */
export function useAiTools() {
  return useQuery({
    queryKey: keys.aiTools,
    queryFn: ({ signal }) => request(endpoints.listAiTools, {}, signal).then(({ tools }) => tools),
  })
}

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.aiTools })

type Put = { name: string; settings: AiToolSettings; expect: number }

/** Adds or changes a tool. Its secrets are kept by nobody here. */
export function usePutTool() {
  return useMutation({
    mutationFn: ({ name, settings, expect }: Put) =>
      request(endpoints.putAiTool, { params: { name }, body: { ...settings, expect } }),
    gcTime: 0,
    onSettled: refresh,
  })
}

export function useRemoveTool() {
  return useMutation({
    mutationFn: (name: string) => request(endpoints.removeAiTool, { params: { name } }),
    onSettled: refresh,
  })
}

/** What tools did in a conversation, or wait for. Each change of that is one of the conversation too. */
export function useToolCalls(conversationId: Id, version: number) {
  return useQuery({
    queryKey: keys.toolCalls(conversationId, version),
    queryFn: ({ signal }) =>
      request(endpoints.listAiToolCalls, { params: { conversationId } }, signal).then(({ calls }) => calls),
    placeholderData: (before) => before,
  })
}

/** Lets a tool do what it waits for, or not. */
export function useDecideCall() {
  return useMutation({
    mutationFn: ({ callId, isApproved }: { callId: Id; isApproved: boolean }) =>
      request(endpoints.decideAiToolCall, { params: { callId }, body: { isApproved } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tool-calls'] }),
  })
}
