import type { Id } from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'

/** A link is good for five minutes; one that is nearly over is not begun with. */
const FRESH_MS = 4 * 60_000

/** The link to the bytes of a file that is here. */
export function useMediaLink(mediaId: Id) {
  return useQuery({
    queryKey: keys.media(mediaId),
    queryFn: ({ signal }) => request(endpoints.getMediaLink, { params: { mediaId } }, signal),
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  })
}

/** Lets the browser keep a file under its name. @throws AppError when it is not to be had. */
export async function downloadMedia(mediaId: Id, filename: string | undefined): Promise<void> {
  const { url } = await request(endpoints.getMediaLink, { params: { mediaId } })
  const anchor = document.createElement('a')
  anchor.href = `${url}?download`
  anchor.download = filename ?? ''
  anchor.click()
}
