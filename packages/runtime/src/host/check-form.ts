import type { ContentOf } from '@hilo/protocol'
import { type Fields, NAME_MAX, objectOf, sizeOf, TEXT_MAX, text, wrong } from './check-field.ts'

const DATA_MAX = 16 * 1024

/** A form that a backend says. Its token is only of use to the run that knows it. */
export function checkForm({ text: words, button, flow, token, screen, data }: Fields): ContentOf<'form'> {
  if (sizeOf(data) > DATA_MAX) throw wrong('data: it is too large')
  return {
    ...{ type: 'form', text: text(words, TEXT_MAX), button: text(button, NAME_MAX) },
    ...{ flow: text(flow, NAME_MAX), token: text(token, NAME_MAX) },
    ...(screen === undefined ? {} : { screen: text(screen, NAME_MAX) }),
    ...(data === undefined ? {} : { data: objectOf(data, 'data') }),
  }
}
