import type { Id } from '@hilo/protocol'
import { useMutation } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { queryClient } from './query-client.ts'
import { saveText } from './save-text.ts'

/** Saves all that is kept of a contact as a file of the browser. */
export function useExportContact(contactId: Id) {
  return useMutation({
    mutationFn: async () => {
      const exported = await request(endpoints.exportContact, { params: { contactId } })
      const text = JSON.stringify(exported, null, 2)
      saveText({ filename: `contact-${contactId}.json`, type: 'application/json', text })
    },
  })
}

/** Erases a contact; then whoever shows them goes elsewhere, and calls `forgetShown`. */
export function useEraseContact(contactId: Id) {
  return useMutation({ mutationFn: () => request(endpoints.eraseContact, { params: { contactId } }) })
}

/** What this browser knew of anybody is asked for again. */
export async function forgetShown(): Promise<void> {
  await queryClient.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
}
