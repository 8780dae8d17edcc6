import type { Content, InboxMessage } from '@hilo/protocol'
import { answerTextOf } from '@hilo/protocol/content'
import { localeOf, nameOf, retryText, sayable } from './ask.ts'
import type { LocationOptions } from './options.ts'
import type { Recorder } from './recorder.ts'
import type { Place } from './sayable.ts'
import { Waiting } from './wait.ts'
import { wordingOf } from './wording.ts'

/** Where a channel has no locations, people type or paste them: degrees, latitude first. */
const COORDINATES = /^\(?\s*([-+]?\d{1,2}(?:\.\d+)?)°?\s*[,; ]\s*([-+]?\d{1,3}(?:\.\d+)?)°?\s*\)?$/

/** `chat.location`: the next place that the contact sends, or types as coordinates. */
export function location(
  recorder: Recorder,
  question: string | undefined,
  options: LocationOptions<unknown>,
): Waiting<Place> {
  return new Waiting<Place>(recorder, {
    kind: 'ask',
    name: nameOf(question),
    position: recorder.next(),
    prompt: question === undefined ? undefined : asking(sayable(question)),
    kept: { wants: 'location' },
    timeout: options.timeout,
    until: options.until,
    attempts: options.attempts,
    read: (value) => (value as { answer: Place }).answer,
    judge(message: InboxMessage) {
      const answer = placeOf(message.content)
      if (answer) return { value: { messageId: message.id, answer } }
      const refusal = { message: 'It is no location.', answer: answerTextOf(message.content) }
      const { location: byDefault } = wordingOf(localeOf(recorder))
      return { retry: asking(retryText(options.retry, refusal, byDefault)) }
    },
  })
}

/** With the button that sends where somebody is, where the channel has one. */
function asking(text: string): Content {
  return { type: 'text', text, asks: 'location' }
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
