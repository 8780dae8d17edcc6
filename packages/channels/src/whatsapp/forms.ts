import type { Content, ContentOf } from '@hilo/protocol'
import { shorten, splitOffEnd, splitText } from '../text/split.ts'
import { REQUEST_MAX_LENGTH, TEXT_MAX_LENGTH } from './limits.ts'
import { toWhatsAppMarkup } from './markup.ts'

/**
 * A form as a Flow that is published: its button stands under the end of the words.
 * https://developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow
 */

const BUTTON_MAX_LENGTH = 30

type Form = ContentOf<'form'>

export function formParts(form: Form): Content[] {
  const [before, question] = splitOffEnd(form.text, REQUEST_MAX_LENGTH)
  const texts = before === '' ? [] : splitText(before, TEXT_MAX_LENGTH)
  return [...texts.map((text) => ({ type: 'text', text }) as const), { ...form, text: question }]
}

/** Without a screen the Flow begins where it says itself; an endpoint of the business may decide then. */
export function formBody({ text, button, flow, token, screen, data }: Form): Record<string, unknown> {
  const begin = screen === undefined ? {} : { flow_action: 'navigate', flow_action_payload: { screen, data } }
  return {
    type: 'flow',
    body: { text: toWhatsAppMarkup(text) },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        ...(/^\d+$/.test(flow) ? { flow_id: flow } : { flow_name: flow }),
        flow_cta: shorten(button, BUTTON_MAX_LENGTH),
        flow_token: token,
        ...begin,
      },
    },
  }
}
