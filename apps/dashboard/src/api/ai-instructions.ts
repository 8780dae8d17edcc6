import type { AiInstruction, Id, InstructionPlace, InstructionWords, Rehearsal } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** How AI is to answer in an inbox, or in all: as it is written, and as it holds. */
export function useInstruction(place: InstructionPlace) {
  return useQuery({
    queryKey: keys.aiInstruction(place),
    queryFn: ({ signal }) => request(endpoints.getAiInstruction, { params: { inboxId: place } }, signal),
  })
}

/** Whether nobody says there when people are there; an inbox without hours of its own has those of all. */
export function useIsWithoutHours(place: InstructionPlace): boolean {
  const [own, all] = [useInstruction(place).data, useInstruction('org').data]
  if (!own || !all) return false
  return (own.published?.words.hours ?? all.published?.words.hours ?? null) === null
}

export function useInstructionVersions(place: InstructionPlace) {
  return useQuery({
    queryKey: keys.aiInstructionVersions(place),
    queryFn: ({ signal }) =>
      request(endpoints.listAiInstructionVersions, { params: { inboxId: place } }, signal),
  })
}

type Write = { words: InstructionWords; expect: number }

/** Keeps what is written; nothing of it holds yet. */
export function useWriteInstruction(place: InstructionPlace) {
  return useMutation({
    mutationFn: (body: Write) => request(endpoints.writeAiInstruction, { params: { inboxId: place }, body }),
    ...refreshing(place),
  })
}

/** Puts a version into force; null: none. */
export function usePublishInstruction(place: InstructionPlace) {
  return useMutation({
    mutationFn: (body: { publish: number | null; expect: number }) =>
      request(endpoints.publishAiInstruction, { params: { inboxId: place }, body }),
    ...refreshing(place),
  })
}

function refreshing(place: InstructionPlace) {
  return {
    onSuccess: (instruction: AiInstruction) =>
      queryClient.setQueryData(keys.aiInstruction(place), instruction),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.aiInstruction(place) }),
  }
}

/** What contacts asked last, with what each answer cost then. */
export function usePastQuestions(place: InstructionPlace) {
  return useQuery({
    queryKey: keys.pastQuestions(place),
    queryFn: ({ signal }) =>
      request(endpoints.listPastQuestions, { params: { inboxId: place }, query: { limit: 5 } }, signal).then(
        ({ questions }) => questions,
      ),
  })
}

type Asked = { answerId: Id; isDraft: boolean }

/** Answers a past question by what holds, or by what is written. */
export function rehearse(place: InstructionPlace, body: Asked): Promise<Rehearsal> {
  return request(endpoints.rehearseAnswer, { params: { inboxId: place }, body })
}
