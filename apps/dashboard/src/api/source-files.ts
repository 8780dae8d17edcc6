import {
  AppError,
  type Id,
  newId,
  SOURCE_FILE_BYTES_MAX,
  type Source,
  type SourcePublishing,
} from '@hilo/protocol'
import { useSyncExternalStore } from 'react'
import { fillPath, queryString } from './client.ts'
import { endpoints } from './endpoints.ts'
import { refreshSources } from './sources.ts'
import { nameOf, sendBytes } from './upload.ts'

/** A file on its way to become a source; one that came in is gone from here. */
export type SourceFile = {
  key: string
  name: string
  size: number
  /** From 0 to 1. */
  progress: number
  error: AppError | null
}

const NONE: readonly SourceFile[] = []

let files: readonly SourceFile[] = NONE
const listeners = new Set<() => void>()

function put(change: (before: readonly SourceFile[]) => readonly SourceFile[]): void {
  files = change(files)
  for (const listener of listeners) listener()
}

function note(key: string, change: Partial<SourceFile>): void {
  put((before) => before.map((file) => (file.key === key ? { ...file, ...change } : file)))
}

/** The files that are on their way, or were refused. */
export function useSourceFiles(): readonly SourceFile[] {
  return useSyncExternalStore(subscribe, () => files)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function dismissSourceFile(key: string): void {
  put((before) => before.filter((file) => file.key !== key))
}

/** Sends files one after the other; each becomes a source, whose articles answer at once or are drafts. */
export async function sendSourceFiles(chosen: readonly File[], publishing: SourcePublishing): Promise<void> {
  const waiting = chosen.map((file) => ({ key: newId(), file }))
  put((before) => [
    ...before,
    ...waiting.map(({ key, file: { name, size } }) => ({ key, name, size, progress: 0, error: null })),
  ])
  for (const { key, file } of waiting) await sendOne({ key, file, publishing })
}

type Sending = { key: string; file: File; publishing: SourcePublishing }

async function sendOne({ key, file, publishing }: Sending): Promise<void> {
  const query = queryString({ filename: nameOf(file), clientId: key, publishing })
  const { method, path } = endpoints.addFileSource
  try {
    if (file.size > SOURCE_FILE_BYTES_MAX) throw tooLarge()
    await sendBytes<Source>(method, `${path}${query}`, {
      ...{ file, onProgress: (progress) => note(key, { progress }), signal: new AbortController().signal },
    })
    dismissSourceFile(key)
    refreshSources()
  } catch (error) {
    note(key, { error: error instanceof AppError ? error : new AppError('internal', String(error)) })
  }
}

/** Sends a newer version of the file of a source. @throws AppError */
export async function replaceSourceFile(sourceId: Id, file: File): Promise<void> {
  if (file.size > SOURCE_FILE_BYTES_MAX) throw tooLarge()
  const { method, path } = endpoints.replaceSourceFile
  const url = `${fillPath(path, { sourceId })}${queryString({ filename: nameOf(file) })}`
  const signal = new AbortController().signal
  await sendBytes<Source>(method, url, { file, onProgress: () => {}, signal })
  refreshSources()
}

function tooLarge(): AppError {
  const most = SOURCE_FILE_BYTES_MAX / 1_048_576
  const message = `A file may have at most ${most} MB. Split it, or leave its pictures out.`
  const messageEs = `Un archivo puede tener como máximo ${most} MB. Divídelo o quítale las imágenes.`
  return new AppError('invalid_request', message, { issues: [{ path: ['file'], message, messageEs }] })
}
