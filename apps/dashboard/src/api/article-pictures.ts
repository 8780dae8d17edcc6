import type { ArticlePicture } from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { sendBytes } from './upload.ts'

/** A link is good for five minutes; one that is nearly over is not begun with. */
const FRESH_MS = 4 * 60_000

/** The link to the bytes of a picture of an article. */
export function useArticlePicture(pictureId: string) {
  return useQuery({
    queryKey: keys.articlePicture(pictureId),
    queryFn: ({ signal }) => request(endpoints.getArticlePicture, { params: { pictureId } }, signal),
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  })
}

/** Uploads a picture for articles. @throws AppError */
export function addArticlePicture(file: File): Promise<ArticlePicture> {
  const { method, path } = endpoints.addArticlePicture
  const signal = new AbortController().signal
  return sendBytes(method, path, { file, onProgress: () => {}, signal })
}
