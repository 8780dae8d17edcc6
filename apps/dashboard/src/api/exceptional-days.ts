import type { api, ContractReturns, ExceptionalDay } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** The days to come on which people are there at other hours than in every week. */
export function useExceptionalDays() {
  return useQuery({
    queryKey: keys.exceptionalDays,
    queryFn: ({ signal }) => request(endpoints.listExceptionalDays, {}, signal),
  })
}

export function usePutExceptionalDay() {
  return useMutation({
    mutationFn: ({ day, ...body }: ExceptionalDay) =>
      request(endpoints.putExceptionalDay, { params: { day }, body }),
    onSuccess: keep,
  })
}

export function useDeleteExceptionalDay() {
  return useMutation({
    mutationFn: (day: string) => request(endpoints.deleteExceptionalDay, { params: { day } }),
    onSuccess: keep,
  })
}

function keep(listed: ContractReturns<typeof api.listExceptionalDays>): void {
  queryClient.setQueryData(keys.exceptionalDays, listed)
}
