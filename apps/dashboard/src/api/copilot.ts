import {
  AppError,
  type CopilotEvent,
  type CopilotFault,
  type CopilotResult,
  type CopilotTask,
  type Id,
} from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { explainError } from '../i18n/explain.ts'
import { errorOf, fillPath, headersOf, request, send } from './client.ts'
import { putConversation } from './conversations.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'

const FRESH_MS = 60_000

/** Whether a model can help; undefined until it is known. */
export function useHasModel(): boolean | undefined {
  return useCopilot()?.hasModel
}

/** Which files of contacts a member may have put into words. */
export function useCanWord(): Record<'transcript' | 'description', boolean> {
  const { hears = false, sees = false } = useCopilot() ?? {}
  return { transcript: hears, description: sees }
}

function useCopilot() {
  const queryFn = ({ signal }: { signal: AbortSignal }) => request(endpoints.getCopilot, {}, signal)
  return useQuery({ queryKey: keys.copilot, queryFn, staleTime: FRESH_MS }).data
}

/** What a member is being helped with, and how far that is. */
export type Help = {
  task: CopilotTask
  /** `stopped`: by the member, who keeps what came until then. */
  status: 'writing' | 'done' | 'failed' | 'stopped'
  text: string
  result: CopilotResult | null
  fault: CopilotFault | null
  /** Why it failed, where that is no fault of a model. */
  message: string | null
}

const BEGUN = { status: 'writing', text: '', result: null, fault: null, message: null } as const

/** Help in one conversation: one task at a time, and a new one ends the one before. */
export function useHelp(conversationId: Id) {
  const [help, setHelp] = useState<Help | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const clear = useCallback(() => {
    running.current?.abort()
    running.current = null
    setHelp(null)
  }, [])

  const stop = useCallback(() => {
    running.current?.abort()
    running.current = null
    setHelp((help) => help && { ...help, status: 'stopped' })
  }, [])

  const start = useCallback(
    async (task: CopilotTask) => {
      running.current?.abort()
      const own = new AbortController()
      running.current = own
      const change = (next: (help: Help) => Help) => {
        if (running.current === own) setHelp((help) => help && next(help))
      }
      setHelp({ task, ...BEGUN })
      try {
        for await (const event of assist(conversationId, task, own.signal))
          change((help) => after(help, event))
      } catch (error) {
        change((help) => ({ ...help, status: 'failed', message: explainError(error) }))
      }
    },
    [conversationId],
  )
  return { help, start, stop, clear }
}

/** A message in the member's language; asked for once, and kept while the page is open. */
export function useTranslation(
  of: { conversationId: Id; messageId: Id; language: string },
  isWanted: boolean,
) {
  const { conversationId, ...about } = of
  return useQuery({
    queryKey: keys.translation(about.messageId, about.language),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => assisted(conversationId, { task: 'translate_message', ...about }, signal),
  })
}

export async function addTag(conversationId: Id, tag: string): Promise<void> {
  putConversation(await request(endpoints.addTag, { params: { conversationId }, body: { tag } }))
}

export async function removeTag(conversationId: Id, tag: string): Promise<void> {
  putConversation(await request(endpoints.removeTag, { params: { conversationId }, body: { tag } }))
}

function after(help: Help, event: CopilotEvent): Help {
  switch (event.type) {
    case 'text':
      return { ...help, text: help.text + event.delta }
    case 'draft':
      return { ...help, text: event.text }
    case 'done':
      return { ...help, status: 'done', text: event.text, result: event }
    case 'failed':
      return { ...help, status: 'failed', fault: event.fault }
  }
}

/** The last word of a task whose way there nobody follows. @throws AppError as `assist` */
export async function assisted(conversationId: Id, task: CopilotTask, signal: AbortSignal) {
  let last: CopilotEvent | null = null
  for await (const event of assist(conversationId, task, signal)) last = event
  if (last?.type !== 'done' && last?.type !== 'failed') throw new AppError('unavailable', 'It was cut.')
  return last
}

/** The lines of the answer as they come. @throws AppError when the server refuses, or the answer is cut */
async function* assist(
  conversationId: Id,
  task: CopilotTask,
  signal: AbortSignal,
): AsyncGenerator<CopilotEvent> {
  const { path, method } = endpoints.assist
  const url = fillPath(path, { conversationId })
  const response = await send(url, { method, signal, headers: headersOf(task), body: JSON.stringify(task) })
  if (!response.ok) throw errorOf(response.status, await response.json().catch(() => null))
  let held = ''
  let isEnded = false
  for await (const part of partsOf(response)) {
    const lines = (held + part).split('\n')
    held = lines.pop() ?? ''
    for (const line of lines) {
      const event = JSON.parse(line) as CopilotEvent
      isEnded = event.type === 'done' || event.type === 'failed'
      yield event
    }
  }
  if (!isEnded && !signal.aborted) throw new AppError('unavailable', 'The answer ended before its end.')
}

/** Not every browser can walk a stream. */
async function* partsOf({ body }: Response): AsyncGenerator<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  try {
    for (;;) {
      const read = await reader?.read()
      if (!read || read.done) return
      yield decoder.decode(read.value, { stream: true })
    }
  } catch (cause) {
    throw new AppError('unavailable', 'The answer ended before its end.', { cause })
  } finally {
    void reader?.cancel().catch(() => {})
  }
}
