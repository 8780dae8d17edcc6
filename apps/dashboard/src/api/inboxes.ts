import type {
  AiWhen,
  AnswersBy,
  ConnectInput,
  ConnectStep,
  Id,
  InboxDetail,
  StepOutcome,
  WidgetGreeting,
} from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { fetchAgain, queryClient } from './query-client.ts'

/** An inbox as its settings show it. */
export function useInbox(inboxId: Id) {
  return useQuery({
    queryKey: keys.inbox(inboxId),
    queryFn: ({ signal }) => request(endpoints.getInbox, { params: { inboxId } }, signal),
  })
}

/** The apps that need no secret any more. */
export function useMetaApps() {
  return useQuery({
    queryKey: keys.metaApps,
    queryFn: ({ signal }) => request(endpoints.listMetaApps, {}, signal).then(({ apps }) => apps),
  })
}

/** How an inbox stands has changed, or there is one more. */
export function refreshInboxes(): void {
  void fetchAgain(keys.inboxes)
}

function keepDetail(detail: InboxDetail): void {
  queryClient.setQueryData(keys.inbox(detail.id), detail)
  refreshInboxes()
}

/** A micro-backend, AI, or people. */
export type WhoAnswers = { answersBy: AnswersBy; backendId: Id | null }

export function useCreateWidget() {
  return useMutation({
    mutationFn: (body: { name: string; allowedOrigins: string[] } & WhoAnswers) =>
      request(endpoints.createWidget, { body }),
    onSuccess: refreshInboxes,
  })
}

export type InboxChange = WhoAnswers & {
  name: string
  allowedOrigins: string[] | null
  catalogId?: string | null
  purpose?: string
  aiWhen?: AiWhen
}

export function useChangeInbox(inboxId: Id) {
  return useMutation({
    mutationFn: (body: InboxChange) => request(endpoints.changeInbox, { params: { inboxId }, body }),
    onSuccess: keepDetail,
  })
}

export function useSetGreeting(inboxId: Id) {
  return useMutation({
    mutationFn: (greeting: WidgetGreeting) =>
      request(endpoints.setGreeting, { params: { inboxId }, body: { greeting } }),
    onSuccess: keepDetail,
  })
}

export function usePauseInbox(inboxId: Id) {
  return useMutation({
    mutationFn: (isPaused: boolean) =>
      request(endpoints.pauseInbox, { params: { inboxId }, body: { isPaused } }),
    onSuccess: keepDetail,
  })
}

export function useReplaceToken(inboxId: Id) {
  return useMutation({
    mutationFn: (token: string) => request(endpoints.replaceToken, { params: { inboxId }, body: { token } }),
    onSuccess: refreshInboxes,
  })
}

export function useSendTest(inboxId: Id) {
  return useMutation({
    mutationFn: (to: string) => request(endpoints.sendTestMessage, { params: { inboxId }, body: { to } }),
  })
}

export function useDisconnect(inboxId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.disconnectInbox, { params: { inboxId } }),
    onSuccess: ({ inbox }) => keepDetail(inbox),
  })
}

export type Wish = WhoAnswers & { input: ConnectInput; name: string; purpose?: string }

/** How far a connection is: what was found of each step, and which is looked at now. */
export type Connecting = {
  outcomes: StepOutcome[]
  current: ConnectStep | null
  inboxId: Id | null
  callbackUrl: string | null
  error: Error | null
}

const NOTHING: Connecting = { outcomes: [], current: null, inboxId: null, callbackUrl: null, error: null }
const LOOKED_AT = ['app', 'token', 'scopes', 'account', 'callback'] as const

/**
 * Connects an account, one step after the other, and stops at the first that fails. `start` begins anew,
 * `retry` goes on at the step that failed.
 */
export function useConnecting() {
  const [state, setState] = useState<Connecting | null>(null)
  const [ticket, setTicket] = useState<string | null>(null)

  async function start(wish: Wish) {
    setTicket(null)
    setState({ ...NOTHING, current: 'app' })
    try {
      const begun = await request(endpoints.beginConnection, { body: wish.input })
      const { failure, callbackUrl } = begun
      if (begun.ticket === null) return setState({ ...NOTHING, outcomes: failure ? [failure] : [] })
      setTicket(begun.ticket)
      await run(begun.ticket, wish, { ...NOTHING, callbackUrl })
    } catch (error) {
      setState({ ...NOTHING, error: error as Error })
    }
  }

  async function run(given: string, wish: Wish, from: Connecting) {
    let reached = from
    const show = (next: Partial<Connecting>) => {
      reached = { ...reached, error: null, ...next }
      setState(reached)
    }
    try {
      for (const step of LOOKED_AT.slice(reached.outcomes.length)) {
        show({ current: step })
        const outcome = await request(endpoints.checkConnection, { body: { ticket: given, step } })
        show({ outcomes: [...reached.outcomes, outcome], current: null })
        if (outcome.problem) return
      }
      show({ current: 'subscription' })
      const { input: _, ...inbox } = wish
      const body = { ticket: given, ...inbox }
      const { inboxId, failure } = await request(endpoints.finishConnection, { body })
      const last: StepOutcome = failure ?? { step: 'subscription', problem: null, detail: null }
      const before = reached.outcomes.filter(({ step }) => LOOKED_AT.some((one) => one === step))
      const kept = before.slice(0, failure ? indexOf(failure.step) : undefined)
      show({ outcomes: [...kept, last], current: null, inboxId })
      refreshInboxes()
    } catch (error) {
      show({ current: null, error: error as Error })
    }
  }

  async function retry(wish: Wish) {
    if (!state || ticket === null) return start(wish)
    const outcomes = state.outcomes.filter(({ problem }) => problem === null)
    await run(ticket, wish, { ...state, outcomes, error: null })
  }

  return { state, start, retry, leave: () => setState(null) }
}

function indexOf(step: ConnectStep): number {
  const index = (LOOKED_AT as readonly ConnectStep[]).indexOf(step)
  return index < 0 ? LOOKED_AT.length : index
}
