import type { Content } from '@hilo/protocol'
import type { LocationOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import { request } from './request.ts'
import type { Place } from './sayable.ts'
import type { Waiting } from './wait.ts'

/** Where a channel has no locations, people type or paste them: degrees, latitude first. */
const COORDINATES = /^\(?\s*([-+]?\d{1,2}(?:\.\d+)?)°?\s*[,; ]\s*([-+]?\d{1,3}(?:\.\d+)?)°?\s*\)?$/

/** `chat.location`: the next place that the contact sends, or types as coordinates. */
export function location(
  recorder: Recorder,
  question: string | undefined,
  options: LocationOptions<unknown>,
): Waiting<Place> {
  const wanted = { wants: 'location', question, options } as const
  return request(recorder, { ...wanted, answerIn: placeOf, problem: 'It is no location.' })
}

function placeOf(content: Content): Place | null {
  if (content.type === 'location') {
    const { latitude, longitude, name, address } = content
    return { latitude, longitude, ...(name && { name }), ...(address && { address }) }
  }
  if (content.type !== 'text') return null
  const [, latitude, longitude] = COORDINATES.exec(content.text.trim()) ?? []
  const place = { latitude: Number(latitude), longitude: Number(longitude) }
  // Said of what is no number too.
  return Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180 ? place : null
}
