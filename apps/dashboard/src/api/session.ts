import { AppError, type Id } from '@hilo/protocol'
import { queryOptions, useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { request, send } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { chosenOrg, forgetOrg } from './org.ts'
import { queryClient } from './query-client.ts'

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => fetchSession(signal),
})

/** Who is signed in. Only below the shell, which does not render before this is known. */
export function useSession() {
  return useSuspenseQuery(sessionQuery).data
}

export function useMembers() {
  return useQuery({
    queryKey: keys.members,
    queryFn: ({ signal }) => request(endpoints.listMembers, {}, signal).then(({ members }) => members),
  })
}

export function useInboxes() {
  return useQuery({
    queryKey: keys.inboxes,
    queryFn: ({ signal }) => request(endpoints.listInboxes, {}, signal).then(({ inboxes }) => inboxes),
  })
}

/** Turns bursts on or off in an inbox; shown as it will be while the server is asked. */
export function useSetBursts(inboxId: Id) {
  return useMutation({
    mutationFn: (bursts: boolean) => request(endpoints.setBursts, { params: { inboxId }, body: { bursts } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.inboxes }),
  })
}

export function usePlayground() {
  return useQuery({
    queryKey: keys.playground,
    queryFn: ({ signal }) => request(endpoints.getPlayground, {}, signal),
  })
}

/** @throws AppError `not_authenticated` when the two do not belong together. */
export async function signIn(email: string, password: string): Promise<void> {
  const response = await postAuth('sign-in/email', { email, password })
  if (response.status === 401 || response.status === 403 || response.status === 400) {
    throw new AppError('not_authenticated', 'That e-mail and password do not belong together.')
  }
  if (response.status === 429) throw new AppError('too_many_requests', 'Too many attempts. Wait a little.')
  if (!response.ok) throw new AppError('internal', `The server answered ${response.status}.`)
  queryClient.clear()
}

export async function signOut(): Promise<void> {
  await postAuth('sign-out', {})
  forgetOrg()
  queryClient.clear()
}

function postAuth(path: string, body: unknown): Promise<Response> {
  return send(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Whoever left the org they last worked in comes to one of their others. */
async function fetchSession(signal: AbortSignal) {
  try {
    return await request(endpoints.getSession, {}, signal)
  } catch (error) {
    if (!chosenOrg() || !(error instanceof AppError) || error.code !== 'not_allowed') throw error
    forgetOrg()
    return request(endpoints.getSession, {}, signal)
  }
}
