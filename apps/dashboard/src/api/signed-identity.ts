import type { Id, IdentityMode, SignedIdentity } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** How a widget knows who its visitors are. */
export function useSignedIdentity(inboxId: Id) {
  return useQuery({
    queryKey: keys.signedIdentity(inboxId),
    queryFn: ({ signal }) => request(endpoints.getSignedIdentity, { params: { inboxId } }, signal),
  })
}

function keeper(inboxId: Id) {
  return (identity: SignedIdentity) => void queryClient.setQueryData(keys.signedIdentity(inboxId), identity)
}

export function useSetIdentityMode(inboxId: Id) {
  return useMutation({
    mutationFn: (mode: IdentityMode) =>
      request(endpoints.setSignedIdentity, { params: { inboxId }, body: { mode } }),
    onSuccess: keeper(inboxId),
  })
}

export type NewIdentityKey = { type: 'secret' } | { type: 'public_key'; publicKey: string }

export function useAddIdentityKey(inboxId: Id) {
  const keep = keeper(inboxId)
  return useMutation({
    mutationFn: (body: NewIdentityKey) => request(endpoints.addIdentityKey, { params: { inboxId }, body }),
    onSuccess: ({ identity }) => keep(identity),
  })
}

export function useRemoveIdentityKey(inboxId: Id) {
  return useMutation({
    mutationFn: (keyId: Id) => request(endpoints.removeIdentityKey, { params: { inboxId, keyId } }),
    onSuccess: keeper(inboxId),
  })
}
