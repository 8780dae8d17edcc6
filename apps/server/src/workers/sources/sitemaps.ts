import type { Egress } from '@hilo/runtime'
import type { Reader } from '../../reader/reader.ts'
import { fetchPage } from './fetch-page.ts'
import { isOfSite, placeOf } from './site.ts'

/** Sitemaps that are read of one site, and places that are taken from them. */
const MAPS_MAX = 50
const PLACES_MAX = 20_000

type Ground = { egress: Egress; reader: Reader; signal: AbortSignal; pause: () => Promise<void> }

/** The pages that a site lists of itself; a list that cannot be had or read is passed by. */
export async function readSitemaps(
  { egress, reader, signal, pause }: Ground,
  first: string,
  named: readonly string[],
): Promise<string[]> {
  const queue = named.length > 0 ? [...named] : [new URL('/sitemap.xml', first).href]
  const places = new Set<string>()
  for (let at = 0; at < Math.min(queue.length, MAPS_MAX) && places.size < PLACES_MAX; at++) {
    if (signal.aborted) break
    await pause()
    const url = queue[at] as string
    const answer = await fetchPage(egress, { url, follows: true, signal })
    if (answer.type !== 'page') continue
    const request = { format: 'sitemap', name: '', charset: null, url } as const
    const reading = await reader.read(request, answer.bytes)
    if (reading.type !== 'map') continue
    queue.push(...reading.maps.filter((map) => !queue.includes(map)).slice(0, MAPS_MAX))
    for (const page of reading.pages) {
      const place = placeOf(page, url)
      if (place && isOfSite(place, first) && places.size < PLACES_MAX) places.add(place)
    }
  }
  return [...places]
}
