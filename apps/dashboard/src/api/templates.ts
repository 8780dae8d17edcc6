import type { AppError, Id, UploadedFile } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { fetchAgain, queryClient } from './query-client.ts'
import { uploadFile } from './upload.ts'

/** The templates of an inbox, whatever became of them. */
export function useTemplates(inboxId: Id) {
  return useQuery({
    queryKey: keys.templates(inboxId),
    queryFn: ({ signal }) => request(endpoints.listTemplates, { params: { inboxId } }, signal),
  })
}

/** What became of their messages in the last 30 days; it moves by itself while somebody looks. */
export function useTemplateFigures(inboxId: Id) {
  return useQuery({
    queryKey: keys.templateFigures(inboxId),
    queryFn: ({ signal }) => request(endpoints.readTemplateFigures, { params: { inboxId } }, signal),
    refetchInterval: 30_000,
  })
}

/** Asks the platform for them now; a frame tells when they are there. */
export function useSyncTemplates(inboxId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.syncTemplates, { params: { inboxId } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.templates(inboxId) }),
  })
}

/** They were synchronised, or one changed. */
export function refreshTemplates(): void {
  void fetchAgain(keys.allTemplates)
}

/** The file of a template's header: on its way to the server, there, or refused. */
export type HeaderFile = {
  name: string
  /** From 0 to 1. */
  progress: number
  uploaded: UploadedFile | null
  error: Error | null
}

/** Uploads one file at a time; a newer one takes its place. */
export function useHeaderFile(conversationId: Id) {
  const [file, setFile] = useState<HeaderFile | null>(null)
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  function forget() {
    stop.current?.abort()
    setFile(null)
  }

  async function choose([chosen]: readonly File[]) {
    if (!chosen) return
    forget()
    const own = new AbortController()
    stop.current = own
    const start: HeaderFile = { name: chosen.name, progress: 0, uploaded: null, error: null }
    const show = (fields: Partial<HeaderFile>) => {
      if (!own.signal.aborted) setFile({ ...start, ...fields })
    }
    show({})
    try {
      const onProgress = (progress: number) => show({ progress })
      const progress = { onProgress, signal: own.signal }
      const uploaded = await uploadFile(conversationId, chosen, { ...progress, for: 'template' })
      show({ progress: 1, uploaded })
    } catch (error) {
      show({ error: error as AppError })
    }
  }
  return { file, choose, forget }
}
