import type { api, ContractReturns, Id, TemplateDraft } from '@hilo/protocol'
import { useMutation } from '@tanstack/react-query'
import { errorOf, fillPath, headersOf, queryString, request, send } from './client.ts'
import { endpoints } from './endpoints.ts'
import { refreshTemplates } from './templates.ts'

type Written = { draft: TemplateDraft; templateId: Id | null }

/** Writes a new template of an inbox, or changes one of its. */
export function useWriteTemplate(inboxId: Id) {
  return useMutation({
    mutationFn: ({ draft, templateId }: Written) =>
      templateId === null
        ? request(endpoints.createTemplate, { params: { inboxId }, body: draft })
        : request(endpoints.editTemplate, { params: { templateId }, body: draft }),
    onSettled: refreshTemplates,
  })
}

export function useDeleteTemplate() {
  return useMutation({
    mutationFn: (templateId: Id) => request(endpoints.deleteTemplate, { params: { templateId } }),
    onSettled: refreshTemplates,
  })
}

/** Shows the platform what the file of a header will be like. */
export function useUploadSample(inboxId: Id) {
  return useMutation({
    mutationFn: async (file: File): Promise<ContractReturns<typeof api.uploadSample>> => {
      const { method, path } = endpoints.uploadSample
      const url = `${fillPath(path, { inboxId })}${queryString({ filename: file.name.slice(-240) })}`
      const headers = { ...headersOf(undefined), 'content-type': 'application/octet-stream' }
      const response = await send(url, { method, headers, body: file })
      const answer: unknown = await response.json().catch(() => null)
      if (!response.ok) throw errorOf(response.status, answer)
      return answer as ContractReturns<typeof api.uploadSample>
    },
  })
}
