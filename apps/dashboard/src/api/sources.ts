import type {
  api,
  ContractBody,
  ContractReturns,
  Id,
  PageOutcome,
  Source,
  SourceSettings,
} from '@hilo/protocol'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { fetchAgain, queryClient } from './query-client.ts'

export type NewSource = ContractBody<typeof api.addSource>
export type SourceGates = ContractReturns<typeof api.listSourceGates>
export type PageFilter = PageOutcome | 'waiting'

export function useSources() {
  return useQuery({
    queryKey: keys.sourceList,
    queryFn: ({ signal }) => request(endpoints.listSources, {}, signal).then(({ sources }) => sources),
  })
}

export function useSource(sourceId: Id) {
  return useQuery({
    queryKey: keys.source(sourceId),
    // Its drafts are published elsewhere.
    staleTime: 0,
    queryFn: ({ signal }) => request(endpoints.getSource, { params: { sourceId } }, signal),
  })
}

/** The pages of a source, of one outcome or of all, as many as were asked for. */
export function useSourcePages(sourceId: Id, outcome: PageFilter | null) {
  return useInfiniteQuery({
    queryKey: keys.sourcePages(sourceId, outcome),
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(outcome && { outcome }), ...(pageParam && { after: pageParam }) }
      return request(endpoints.listSourcePages, { params: { sourceId }, query }, signal)
    },
    initialPageParam: null as Id | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
}

export function useImports(sourceId: Id) {
  return useQuery({
    queryKey: keys.sourceImports(sourceId),
    queryFn: ({ signal }) =>
      request(endpoints.listImports, { params: { sourceId } }, signal).then(({ imports }) => imports),
  })
}

/** An import went on, or a source was changed. */
export function refreshSources(): void {
  void fetchAgain(keys.sources)
}

const onSettled = () => queryClient.invalidateQueries({ queryKey: keys.sources })

export function useAddSource() {
  return useMutation({ mutationFn: (body: NewSource) => request(endpoints.addSource, { body }), onSettled })
}

export function useChangeSource(sourceId: Id) {
  return useMutation({
    mutationFn: (body: SourceSettings) => request(endpoints.changeSource, { params: { sourceId }, body }),
    onSettled,
  })
}

export function useSteerImport(sourceId: Id) {
  return useMutation({
    mutationFn: (to: 'start' | 'cancel') =>
      request(to === 'start' ? endpoints.startImport : endpoints.cancelImport, { params: { sourceId } }),
    onSettled,
  })
}

/** What all that waits of a source has to pass together; it is another once something of it was changed. */
export function useSourceGates({ id, drafts, lastImport, lastPublication }: Source, isWanted: boolean) {
  return useQuery({
    queryKey: keys.sourceGates(id, [drafts, lastImport?.id, lastPublication?.id].join(' ')),
    enabled: isWanted,
    staleTime: 0,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) => request(endpoints.listSourceGates, { params: { sourceId: id } }, signal),
  })
}

/** Publishes all that waits of a source. */
export function usePublishSource(sourceId: Id) {
  return useMutation({
    mutationFn: (clientId: string) =>
      request(endpoints.publishSource, { params: { sourceId }, body: { clientId } }),
    onSettled: publicationSettled,
  })
}

export function useCancelPublication(sourceId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.cancelPublication, { params: { sourceId } }),
    onSettled: publicationSettled,
  })
}

/** What answers is another, and what was refused has to be tried. */
function publicationSettled(): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: keys.knowledge })
  void queryClient.invalidateQueries({ queryKey: keys.testSets })
  return onSettled()
}

export function useDeleteSource(sourceId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.deleteSource, { params: { sourceId } }),
    onSettled,
  })
}
