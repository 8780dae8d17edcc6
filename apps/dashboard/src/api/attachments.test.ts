import { AppError, type UploadedFile } from '@hilo/protocol'
import { expect, test, vi } from 'vitest'
import { createAttachments } from './attachments.ts'
import type { Progress } from './upload.ts'

const PNG = new File(['png'], 'photo.png', { type: 'image/png' })
const PDF = new File(['pdf'], 'menu.pdf', { type: 'application/pdf' })

function aStore() {
  const calls: { file: File; progress: Progress; end: PromiseWithResolvers<UploadedFile> }[] = []
  const forgotten: string[] = []
  const store = createAttachments({
    upload(_, file, progress) {
      const end = Promise.withResolvers<UploadedFile>()
      calls.push({ file, progress, end })
      return end.promise
    },
    previewOf: (file) => (file.type === 'image/png' ? `blob:${file.name}` : null),
    forgetPreview: (url) => forgotten.push(url),
  })
  const finish = (index: number) => {
    const { file, end } = calls[index] as (typeof calls)[number]
    const { name: filename, size } = file
    end.resolve({ mediaId: `m${index}`, kind: 'document', mimeType: 'x/y', size, filename })
  }
  return { store, calls, forgotten, finish }
}

test('a file is uploaded at once and says how far it is', async () => {
  const { store, calls, finish } = aStore()
  store.add('c1', [PNG])
  calls[0]?.progress.onProgress(0.5)

  expect(store.get('c1')).toMatchObject([
    { name: 'photo.png', size: 3, preview: 'blob:photo.png', state: 'uploading', progress: 0.5 },
  ])
  finish(0)
  await vi.waitFor(() => expect(store.get('c1')).toMatchObject([{ state: 'ready', progress: 1 }]))
  expect(store.get('c2')).toEqual([])
})

test('a refusal stays beside the file until it is removed', async () => {
  const { store, calls, forgotten } = aStore()
  store.add('c1', [PNG])
  calls[0]?.end.reject(new AppError('invalid_request', 'A picture may have at most 5 MB.'))
  await vi.waitFor(() => expect(store.get('c1')).toMatchObject([{ state: 'failed' }]))

  expect(store.get('c1')[0]?.error?.message).toMatch(/5 MB/)
  store.remove('c1', store.get('c1')[0]?.key ?? '')
  expect(store.get('c1')).toEqual([])
  expect(forgotten).toEqual(['blob:photo.png'])
})

test('what is removed while it is on its way is stopped, and does not come back', async () => {
  const { store, calls, finish } = aStore()
  store.add('c1', [PDF])
  store.remove('c1', store.get('c1')[0]?.key ?? '')
  finish(0)
  await Promise.resolve()

  expect(calls[0]?.progress.signal.aborted).toBe(true)
  expect(store.get('c1')).toEqual([])
})

test('they are sent in the order of attaching, whichever arrives first', async () => {
  const { store, finish } = aStore()
  store.add('c1', [PNG, PDF])
  finish(1)
  finish(0)
  await vi.waitFor(() => expect(store.get('c1').every(({ state }) => state === 'ready')).toBe(true))

  expect(store.take('c1').map(({ mediaId }) => mediaId)).toEqual(['m0', 'm1'])
  expect(store.take('c1')).toEqual([])
})
