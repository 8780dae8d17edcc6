import { type StepContext, TerminalError } from '@hilo/sdk'

/** Where pictures of documents are kept, and only there: Hilo's journal has their digests. */
export type Store = { url: string; token: string }

export const SIDES = ['front', 'back'] as const
export type Side = (typeof SIDES)[number]

/** Opens a record for somebody's pictures. @returns its id */
export async function openRecord(
  store: Store,
  person: { name: string; idNumber: string },
  { idempotencyKey }: StepContext,
): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey }
  const answer = await call(store, '', { method: 'POST', headers, body: JSON.stringify(person) })
  return ((await answer.json()) as { id: string }).id
}

/** Puts a picture into its place in a record: the same however often it is done. */
export async function putPicture(
  store: Store,
  { recordId, side, mimeType, bytes }: { recordId: string; side: Side; mimeType: string; bytes: Uint8Array },
): Promise<void> {
  const body = new Uint8Array(bytes)
  await call(store, `/${recordId}/pictures/${side}`, {
    method: 'PUT',
    headers: { 'content-type': mimeType },
    body,
  })
}

/** Deletes pictures, or without a side the whole record. What is gone is gone already. */
export async function remove(store: Store, recordId: string, side?: Side): Promise<void> {
  await call(store, side ? `/${recordId}/pictures/${side}` : `/${recordId}`, { method: 'DELETE' })
}

async function call(
  { url, token }: Store,
  path: string,
  request: RequestInit & { headers?: Record<string, string> },
): Promise<Response> {
  const headers = { ...request.headers, authorization: `Bearer ${token}` }
  const response = await fetch(url + path, { ...request, headers })
  const isGone = response.status === 404 && request.method === 'DELETE'
  if (response.ok || isGone) return response
  const problem = `The store answered ${response.status}.`
  // What is wrong with the request will be wrong again; a store that is down may come back.
  throw response.status < 500 && response.status !== 429 ? new TerminalError(problem) : new Error(problem)
}
