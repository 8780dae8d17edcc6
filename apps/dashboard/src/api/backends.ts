import type { Backend, ContractReturns, Draft, Id } from '@hilo/protocol'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** The micro-backends of the org, and how they are isolated. */
export function useBackends() {
  return useQuery({
    queryKey: keys.backends,
    queryFn: ({ signal }) => request(endpoints.listBackends, {}, signal),
  })
}

const NONE: readonly Backend[] = []

/** The micro-backends with a paused version in use. */
export function usePausing(): readonly Backend[] {
  return useBackends().data?.backends.filter(({ pauses }) => pauses.length > 0) ?? NONE
}

/**
 * Fetches again what tells which versions new runs use. Not the config: who is writing one is told when it
 * was changed meanwhile, and would not be if the page had followed.
 */
export function refreshBackends(): void {
  const parts: unknown[] = [undefined, 'itself', 'versions']
  void queryClient.invalidateQueries({
    queryKey: keys.backends,
    predicate: ({ queryKey }) => parts.includes(queryKey[2]),
  })
}

export function useBackend(name: string) {
  return useQuery({
    queryKey: keys.backend(name, 'itself'),
    queryFn: ({ signal }) => request(endpoints.getBackend, { params: { name } }, signal),
  })
}

/** The versions of a backend, newest first, a page at a time. */
export function useVersions(name: string) {
  return useInfiniteQuery({
    queryKey: keys.backend(name, 'versions'),
    initialPageParam: undefined as Id | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      request(endpoints.listVersions, { params: { name }, query: { cursor } }, signal),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
}

export function useConfig(name: string) {
  return useQuery({
    queryKey: keys.backend(name, 'config'),
    queryFn: ({ signal }) => request(endpoints.getConfig, { params: { name } }, signal),
  })
}

export function useConfigVersions(name: string) {
  return useQuery({
    queryKey: keys.backend(name, 'config versions'),
    queryFn: ({ signal }) =>
      request(endpoints.listConfigVersions, { params: { name } }, signal).then(({ versions }) => versions),
  })
}

export function useSecrets(name: string) {
  return useQuery({
    queryKey: keys.backend(name, 'secrets'),
    queryFn: ({ signal }) =>
      request(endpoints.listSecrets, { params: { name } }, signal).then(({ secrets }) => secrets),
  })
}

/**
 * A change of a backend; whatever is shown of it is fetched again, also when it was refused. The outcome is
 * told before that: a page that changes must not swallow it.
 */
export function useChange<Input>(act: (input: Input) => Promise<unknown>) {
  return useMutation({
    mutationFn: act,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.backends }),
  })
}

type ShownConfig = ContractReturns<typeof endpoints.getConfig>
type Active = Pick<Backend, 'name' | 'traffic'>

const at = ({ name, traffic }: Active) => ({ params: { name }, expect: traffic.activeVersionId })

export function promote(backend: Active, versionId: Id) {
  const { params, expect } = at(backend)
  return request(endpoints.promoteVersion, { params, body: { versionId, expect } })
}

export function rollBack(backend: Active) {
  const { params, expect } = at(backend)
  return request(endpoints.rollBack, { params, body: { expect } })
}

/** Null ends the split. */
export function split(backend: Active, split: { versionId: Id; percent: number } | null) {
  const { params, expect } = at(backend)
  return request(endpoints.setSplit, { params, body: { split, expect } })
}

/** Lets a version that was paused for its crashes have new runs again. */
export function startVersion({ name }: Active, versionId: Id) {
  return request(endpoints.startVersion, { params: { name, versionId } })
}

/** Null ends the draft. */
export function draft({ name }: Active, draft: Draft | null) {
  return request(endpoints.setDraft, { params: { name }, body: { draft } })
}

/** Saves a config, which is then at once the one that is shown. @throws AppError `conflict` */
export async function saveConfig(name: string, config: unknown, expect: number) {
  const saved = await request(endpoints.putConfig, { params: { name }, body: { config, expect } })
  queryClient.setQueryData<ShownConfig>(
    keys.backend(name, 'config'),
    (shown) => shown && { ...shown, version: saved.version, config: saved.config },
  )
  return saved
}

export function saveSecret(name: string, secret: string, value: string) {
  return request(endpoints.putSecret, { params: { name, secret }, body: { value } })
}

export function removeSecret(name: string, secret: string) {
  return request(endpoints.removeSecret, { params: { name, secret } })
}
