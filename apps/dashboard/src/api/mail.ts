import { useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'

/** Whether mails can be sent. */
export function useMailState() {
  return useQuery({
    queryKey: keys.mail,
    queryFn: ({ signal }) => request(endpoints.getMailState, {}, signal),
  })
}
