import { AppError, type Id, ORG_HEADER, type UploadedFile } from '@hilo/protocol'
import { errorOf, fillPath, queryString } from './client.ts'
import { endpoints } from './endpoints.ts'
import { chosenOrg } from './org.ts'

/** No file may be larger, of whatever kind; the server knows what each kind may be. */
const SIZE_MAX = 100 * 1_048_576

export type Progress = {
  /** From 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
  /** What will carry it: a template may go out when the window is closed. */
  for?: 'message' | 'template'
}

/**
 * Uploads a file into a conversation.
 *
 * @throws AppError with the server's code and sentence; `unavailable` when no answer came.
 */
export function uploadFile(
  conversationId: Id,
  file: File,
  { onProgress, signal, for: use }: Progress,
): Promise<UploadedFile> {
  if (file.size > SIZE_MAX) return Promise.reject(tooLarge())
  const { method, path } = endpoints.uploadFile
  const query = queryString({ filename: nameOf(file), for: use })
  return sendBytes(method, `${fillPath(path, { conversationId })}${query}`, { file, onProgress, signal })
}

type Sending = { file: File; onProgress: (share: number) => void; signal: AbortSignal }

/**
 * Sends the bytes of a file. By `XMLHttpRequest`, because `fetch` does not tell how far a body got.
 *
 * @throws AppError with the server's code and sentence; `unavailable` when no answer came.
 */
export function sendBytes<Answer>(
  method: string,
  url: string,
  { file, onProgress, signal }: Sending,
): Promise<Answer> {
  const call = new XMLHttpRequest()
  call.open(method, url)
  const org = chosenOrg()
  if (org) call.setRequestHeader(ORG_HEADER, org)
  call.setRequestHeader('content-type', 'application/octet-stream')
  call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
  return new Promise((resolve, reject) => {
    const lose = () => reject(new AppError('unavailable', 'The server did not answer.'))
    call.onload = () => {
      const answer = readJson(call.responseText)
      if (call.status === 200 && answer) resolve(answer as Answer)
      else reject(errorOf(call.status, answer))
    }
    call.onerror = lose
    call.onabort = lose
    signal.addEventListener('abort', () => call.abort(), { once: true })
    call.send(file)
  })
}

function tooLarge(): AppError {
  const message = 'A file may have at most 100 MB. Send a smaller one.'
  const messageEs = 'Un archivo puede tener como máximo 100 MB. Envía algo más pequeño.'
  return new AppError('invalid_request', message, { issues: [{ path: ['file'], message, messageEs }] })
}

/** The end of a name that is too long says more than its beginning: it has the type. */
export function nameOf({ name }: File): string {
  return name.slice(-240).trim() || 'file'
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
