import type { Content, ContentOf } from '@hilo/protocol'
import { sayable } from './ask.ts'
import type { Recorder } from './recorder.ts'
import type { Place } from './sayable.ts'

const NAME_MAX = 1_000

/** Records a message that is what it is at once. */
export function recordSaid(recorder: Recorder, content: Content): void {
  const position = recorder.next()
  if (recorder.recall({ position, kind: 'say', name: '' })) return
  recorder.record({ position, kind: 'say', name: '', value: null, content })
}

/** A place on the map. @throws Error where there is none such */
export function placeOf({ latitude, longitude, name, address }: Place): ContentOf<'location'> {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw new Error('A location needs a latitude from -90 to 90 and a longitude from -180 to 180.')
  }
  return {
    type: 'location',
    ...{ latitude, longitude },
    ...(name === undefined ? {} : { name: wordsOf(name) }),
    ...(address === undefined ? {} : { address: wordsOf(address) }),
  }
}

/** A name or an address that somebody reads. */
export function wordsOf(text: unknown): string {
  const words = sayable(text)
  if (words.length > NAME_MAX) throw new Error(`A name must not be longer than ${NAME_MAX} characters.`)
  return words
}
