import type { Outgoing } from '../outbox/outbox.ts'

/**
 * A file on its way to the server. It is kept by the page alone: a storage has no room for it, so a reload
 * ends it.
 */
export type Upload = Outgoing & {
  file: File
  /** From 0 to 1. */
  progress: number
  /** The server has it: the thread will show it in a moment. */
  isStored?: boolean
}

/** The files of a visitor, as `rare/uploads.ts` sends them. */
export type Files = {
  all(): readonly Upload[]
  add(files: readonly File[]): void
  retry(clientId: string): void
  remove(clientId: string): void
  sendNext(): void
}

/** Whose file it is. */
export type To = { key: string; visitor: string; identity?: string; locale: string }

/** Sends the file as a message of its own. @returns null, or the code with which it was refused */
export function sendFile(
  { file, clientId }: Upload,
  { key, visitor, identity, locale }: To,
  onProgress: (progress: number) => void,
): Promise<string | null> {
  const query = new URLSearchParams({ key, clientId, locale, filename: file.name.slice(-240) || 'file' })
  // `fetch` tells nothing of how far an upload is.
  const request = new XMLHttpRequest()
  request.open('POST', `/widget/v1/files?${query}`)
  request.setRequestHeader('x-hilo-visitor', visitor)
  if (identity) request.setRequestHeader('x-hilo-identity', identity)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
  return new Promise((resolve) => {
    request.onload = () => resolve(request.status === 200 ? null : codeOf(request.responseText))
    request.onerror = () => resolve('unavailable')
    request.send(file)
  })
}

function codeOf(answer: string): string {
  try {
    return String(JSON.parse(answer).code)
  } catch {
    return 'unavailable'
  }
}
