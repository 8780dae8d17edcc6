import { newClientId } from '../outbox/client-id.ts'
import type { Session } from '../session.ts'
import { type Files, sendFile, type Upload } from './upload.ts'

/** The files that a visitor sends, one at a time, in the order in which they were chosen. */
export function openUploads(session: Session): Files {
  const key = new URLSearchParams(location.search).get('key') ?? ''
  let uploads: readonly Upload[] = []
  let isBusy = false
  const change = (clientId: string, fields: Partial<Upload>) => {
    uploads = uploads.map((each) => (each.clientId === clientId ? { ...each, ...fields } : each))
  }
  return {
    all: () => uploads,
    add(files: readonly File[]) {
      for (const file of files) {
        const content = { type: 'media' as const, kind: 'document' as const, filename: file.name }
        const place = { clientId: newClientId(), createdAt: new Date().toISOString() }
        uploads = [...uploads, { ...place, content, file, progress: 0 }]
      }
      session.changed()
    },
    retry: (clientId: string) => change(clientId, { failure: undefined, progress: 0 }),
    remove(clientId: string) {
      uploads = uploads.filter((each) => each.clientId !== clientId)
    },
    /** Sends the next one, unless one is on its way. It is on show until the thread has it. */
    sendNext() {
      const { visitor, identity, locale, takesFiles } = session
      const next = uploads.find(({ failure, isStored }) => !failure && !isStored)
      if (!visitor || !takesFiles || !next || isBusy) return
      isBusy = true
      const { clientId } = next
      const done = sendFile(next, { key, visitor, identity, locale }, (progress) => {
        change(clientId, { progress })
        session.onChange()
      })
      void done.then((failure) => {
        isBusy = false
        change(clientId, failure ? { failure } : { isStored: true })
        session.changed()
      })
    },
  }
}
