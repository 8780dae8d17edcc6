import { allowedLink, type LinkHosts } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** The hosts that links in answers and articles may lead to. */
export function useLinkHosts() {
  return useQuery({
    queryKey: keys.linkHosts,
    queryFn: ({ signal }) => request(endpoints.listLinkHosts, {}, signal),
  })
}

/** What a link is on a page that shows articles; until the hosts are known it is its words alone. */
export function useLinkOf(): (address: string) => string | null {
  const { data } = useLinkHosts()
  const hosts = data ? [...data.own, ...data.added] : []
  return (address) => allowedLink(address, hosts)
}

export function useAddLinkHost() {
  return useMutation({
    mutationFn: (host: string) => request(endpoints.addLinkHost, { body: { host } }),
    onSuccess: keep,
  })
}

export function useRemoveLinkHost() {
  return useMutation({
    mutationFn: (host: string) => request(endpoints.removeLinkHost, { body: { host } }),
    onSuccess: keep,
  })
}

function keep(hosts: LinkHosts): void {
  queryClient.setQueryData(keys.linkHosts, hosts)
}
