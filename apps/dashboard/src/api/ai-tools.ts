import type { AiToolSettings, BackendToolSettings, Id } from '@hilo/protocol'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useLanguage } from '../i18n/language.ts'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys, type ToolCallFilter } from './keys.ts'
import { queryClient } from './query-client.ts'

/** What AI may have done. */
export function useAiTools() {
  return useQuery({
    queryKey: keys.aiTools,
    queryFn: ({ signal }) => request(endpoints.listAiTools, {}, signal).then(({ tools }) => tools),
  })
}

const RUNNING_MS = 10_000

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

type Trial = {
  values: Record<string, unknown>
  identity: Record<string, string>
  isConfirmed: boolean
  expect: number
}

/** Tries a tool as it is saved. What came is kept by nobody here. */
export function useTryTool(name: string) {
  const language = useLanguage()
  return useMutation({
    mutationFn: (trial: Trial) =>
      request(endpoints.tryAiTool, { params: { name }, body: { ...trial, language } }),
    gcTime: 0,
  })
}

export function useRemoveTool() {
  return useMutation({
    mutationFn: (name: string) => request(endpoints.removeAiTool, { params: { name } }),
    onSettled: refresh,
  })
}

/** What micro-backends declare for AI, and how it may use that. */
export function useBackendTools() {
  return useQuery({
    queryKey: keys.backendTools,
    queryFn: ({ signal }) => request(endpoints.listBackendTools, {}, signal).then(({ tools }) => tools),
  })
}

type Named = { backend: string; name: string }
const paramsOf = ({ backend, name }: Named) => ({ name: backend, tool: name })
const refreshCode = () => queryClient.invalidateQueries({ queryKey: keys.backendTools })

/** Says how AI may use one; whoever does has looked at it as it is declared now. */
export function usePutBackendTool() {
  return useMutation({
    mutationFn: ({ settings, expect, ...tool }: Named & { settings: BackendToolSettings; expect: number }) =>
      request(endpoints.putBackendTool, { params: paramsOf(tool), body: { ...settings, expect } }),
    onSettled: refreshCode,
  })
}

export function useRemoveBackendTool() {
  return useMutation({
    mutationFn: (tool: Named) => request(endpoints.removeBackendTool, { params: paramsOf(tool) }),
    onSettled: refreshCode,
  })
}

type CodeTrial = {
  input: Record<string, unknown>
  contact: { name: string | null; phone: string | null }
  isConfirmed: boolean
  version: string
}

/** Has the code of a tool run. What came is kept by nobody here. */
export function useTryBackendTool(tool: Named) {
  const language = useLanguage()
  return useMutation({
    mutationFn: (trial: CodeTrial) =>
      request(endpoints.tryBackendTool, { params: paramsOf(tool), body: { ...trial, language } }),
    gcTime: 0,
  })
}

const CALLS = 50

/** What tools did in all conversations, the newest first. */
export function useAllToolCalls(filter: ToolCallFilter) {
  return useInfiniteQuery({
    queryKey: keys.allToolCalls(filter),
    queryFn: ({ signal, pageParam: cursor }) =>
      request(
        endpoints.listAllToolCalls,
        { query: { ...filter, ...(cursor && { cursor: cursor as Id }), limit: CALLS } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** What tools did in a conversation, or wait for. Each change of that is one of the conversation too. */
export function useToolCalls(conversationId: Id, version: number) {
  return useQuery({
    queryKey: keys.toolCalls(conversationId, version),
    queryFn: ({ signal }) =>
      request(endpoints.listAiToolCalls, { params: { conversationId } }, signal).then(({ calls }) => calls),
    placeholderData: (before) => before,
    // Nothing tells that a call was lost but the time that passes.
    refetchInterval: ({ state }) => state.data?.some(({ status }) => status === 'running') && RUNNING_MS,
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

/** Has a call done again of which nobody knows how it ended, or gives it up. */
export function useRepeatCall() {
  return useMutation({
    mutationFn: ({ callId, isRepeated }: { callId: Id; isRepeated: boolean }) =>
      request(endpoints.repeatAiToolCall, { params: { callId }, body: { isRepeated } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tool-calls'] }),
  })
}
