import type { Id } from '@hilo/protocol'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { type EventFilter, keys } from './keys.ts'
import { fetchAgain, queryClient } from './query-client.ts'

/** Figures move by themselves while somebody looks; what changes at once comes with a frame. */
const FOLLOW_MS = 15_000

/** How an inbox stands with its platform. */
export function useInboxHealth(inboxId: Id) {
  return useQuery({
    queryKey: keys.inboxHealth(inboxId),
    queryFn: ({ signal }) => request(endpoints.getInboxHealth, { params: { inboxId } }, signal),
    refetchInterval: FOLLOW_MS,
  })
}

/** How every inbox stands. */
export function useAllHealth() {
  return useQuery({
    queryKey: keys.inboxHealth('all'),
    queryFn: ({ signal }) => request(endpoints.listInboxHealth, {}, signal),
    refetchInterval: FOLLOW_MS,
  })
}

export function useLedger(inboxId: Id) {
  return useQuery({
    queryKey: keys.ledger(inboxId),
    queryFn: ({ signal }) => request(endpoints.getLedger, { params: { inboxId } }, signal),
    refetchInterval: FOLLOW_MS,
  })
}

/** What the platform took and never confirmed, newest first; the first page. */
export function useUnacknowledged(inboxId: Id, isAsked: boolean) {
  return useQuery({
    queryKey: [...keys.ledger(inboxId), 'unacknowledged'],
    queryFn: ({ signal }) => request(endpoints.listUnacknowledged, { params: { inboxId } }, signal),
    enabled: isAsked,
  })
}

/** The webhook events of an inbox that fit a filter, newest first, a page at a time. */
export function useEvents(inboxId: Id, filter: EventFilter) {
  return useInfiniteQuery({
    queryKey: keys.events(inboxId, filter),
    initialPageParam: undefined as Id | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      request(endpoints.listEvents, { params: { inboxId }, query: { ...filter, cursor } }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

/** One of them, with what people wrote hidden. */
export function useEvent(inboxId: Id, eventId: Id) {
  return useQuery({
    queryKey: keys.event(inboxId, eventId),
    queryFn: ({ signal }) => request(endpoints.getEvent, { params: { inboxId, eventId } }, signal),
  })
}

/** Shows an event as it came. It is not kept: who looks again is written down again. */
export function useReveal(inboxId: Id, eventId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.revealEvent, { params: { inboxId, eventId } }),
    gcTime: 0,
  })
}

export function useRerun(inboxId: Id, eventId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.rerunEvent, { params: { inboxId, eventId } }),
    onSuccess: (event) => queryClient.setQueryData(keys.event(inboxId, eventId), event),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: keys.allEvents(inboxId) })
      void queryClient.invalidateQueries({ queryKey: keys.ledger(inboxId) })
    },
  })
}

/** What is wrong with inboxes, and what ended in the last week. */
export function useAlarms() {
  return useQuery({
    queryKey: keys.alarms,
    queryFn: ({ signal }) => request(endpoints.listAlarms, {}, signal).then(({ alarms }) => alarms),
  })
}

export function useReadAlarms() {
  return useMutation({
    mutationFn: (alarmIds: Id[]) => request(endpoints.readAlarms, { body: { alarmIds } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.alarms }),
  })
}

/** An alarm began or ended, or the platform said something. */
export function refreshAlarms(): void {
  void fetchAgain(keys.alarms)
  void fetchAgain(keys.allHealth)
}
