import { AppError, type Id, newId, type UploadedFile } from '@hilo/protocol'
import { useSyncExternalStore } from 'react'
import { type Progress, uploadFile } from './upload.ts'

/** A file beside a draft: on its way to the server, there, or refused. */
export type Attachment = {
  key: string
  name: string
  /** In bytes. */
  size: number
  /** A picture's own address in this page, for a thumbnail. */
  preview: string | null
  state: 'uploading' | 'ready' | 'failed'
  /** How much of it is there, from 0 to 1. */
  progress: number
  uploaded: UploadedFile | null
  error: AppError | null
}

type Options = {
  upload: (conversationId: Id, file: File, progress: Progress) => Promise<UploadedFile>
  previewOf: (file: File) => string | null
  forgetPreview: (url: string) => void
}

const NONE: readonly Attachment[] = []

/**
 * The files that were attached and not sent yet, by conversation. They are uploaded at once, while the
 * caption is written. A reload forgets them: the page has no right to read them again, and the server removes
 * what nobody sends.
 */
export function createAttachments({ upload, previewOf, forgetPreview }: Options) {
  const all = new Map<Id, readonly Attachment[]>()
  const uploads = new Map<string, AbortController>()
  const listeners = new Set<() => void>()

  const get = (conversationId: Id) => all.get(conversationId) ?? NONE

  function set(conversationId: Id, attachments: readonly Attachment[]) {
    all.set(conversationId, attachments)
    for (const listener of listeners) listener()
  }

  function patch(conversationId: Id, key: string, fields: Partial<Attachment>) {
    const next = get(conversationId).map((each) => (each.key === key ? { ...each, ...fields } : each))
    set(conversationId, next)
  }

  function forget({ key, preview }: Attachment) {
    uploads.get(key)?.abort()
    uploads.delete(key)
    if (preview) forgetPreview(preview)
  }

  async function start(conversationId: Id, file: File) {
    const key = newId()
    const stop = new AbortController()
    uploads.set(key, stop)
    set(conversationId, [...get(conversationId), anAttachment(key, file, previewOf(file))])
    const onProgress = (progress: number) => patch(conversationId, key, { progress })
    try {
      const uploaded = await upload(conversationId, file, { onProgress, signal: stop.signal })
      patch(conversationId, key, { state: 'ready', progress: 1, uploaded })
    } catch (cause) {
      patch(conversationId, key, { state: 'failed', error: toAppError(cause) })
    } finally {
      uploads.delete(key)
    }
  }

  return {
    get,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add(conversationId: Id, files: readonly File[]) {
      for (const file of files) void start(conversationId, file)
    },
    remove(conversationId: Id, key: string) {
      const { mine = [], others = [] } = Object.groupBy(get(conversationId), (each) =>
        each.key === key ? 'mine' : 'others',
      )
      mine.forEach(forget)
      set(conversationId, others)
    },
    /** What is there, in the order of attaching, to be sent now; nothing stays behind. */
    take(conversationId: Id): UploadedFile[] {
      const taken = get(conversationId)
      taken.forEach(forget)
      set(conversationId, NONE)
      return taken.flatMap(({ uploaded }) => (uploaded ? [uploaded] : []))
    },
  }
}

/** The attachments of this page. */
export const attachments = createAttachments({
  upload: uploadFile,
  previewOf: (file) => (/^image\/(png|jpeg|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : null),
  forgetPreview: (url) => URL.revokeObjectURL(url),
})

export function useAttachments(conversationId: Id): readonly Attachment[] {
  return useSyncExternalStore(attachments.subscribe, () => attachments.get(conversationId))
}

function toAppError(cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError('internal', String(cause), { cause })
}

function anAttachment(key: string, { name, size }: File, preview: string | null): Attachment {
  return { key, name, size, preview, state: 'uploading', progress: 0, uploaded: null, error: null }
}
