import type { TemplateDraft } from '@hilo/protocol'
import type { TemplateWritten } from '../channel-templates.ts'
import { causeIn, sentenceIn } from '../meta/errors.ts'
import { GraphError } from '../meta/graph-error.ts'
import { idOf, recordOf, textOf } from '../meta/json.ts'
import type { ChannelRequest } from '../outbound.ts'
import { ownReason } from '../own-reasons.ts'
import { WHATSAPP_ERRORS } from './errors.ts'
import type { WhatsAppSettings } from './render.ts'
import { draftComponents } from './template-components.ts'

/**
 * How a template is made, changed and deleted.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management
 */

export function renderCreate(
  wabaId: string,
  draft: TemplateDraft,
  settings: WhatsAppSettings,
): ChannelRequest {
  const { name, language, category, format } = draft
  const body = {
    ...{ name, language, category: category.toUpperCase(), parameter_format: format.toUpperCase() },
    components: draftComponents(draft),
  }
  return { ...post(`${encodeURIComponent(wabaId)}/message_templates`, settings), body }
}

/** Name and language stay what they are. */
export function renderEdit(
  externalId: string,
  draft: TemplateDraft,
  settings: WhatsAppSettings,
): ChannelRequest {
  const { category, format } = draft
  const body = {
    ...{ category: category.toUpperCase(), parameter_format: format.toUpperCase() },
    components: draftComponents(draft),
  }
  return { ...post(encodeURIComponent(externalId), settings), body }
}

/** With its id, so that its other languages stay. */
export function renderRemove(
  wabaId: string,
  { externalId, name }: { externalId: string; name: string },
  settings: WhatsAppSettings,
): ChannelRequest {
  const query = new URLSearchParams({ hsm_id: externalId, name })
  const request = post(`${encodeURIComponent(wabaId)}/message_templates?${query}`, settings)
  return { ...request, method: 'DELETE' }
}

function post(
  path: string,
  { graphUrl, version, accessToken }: WhatsAppSettings,
): Omit<ChannelRequest, 'body'> & { body: unknown } {
  return {
    method: 'POST',
    url: `${graphUrl}/${version}/${path}`,
    headers: { authorization: `Bearer ${accessToken}` },
    body: undefined,
  }
}

/** What the answer says: it is waiting to be judged, or why it was not even taken. */
export function readWritten(status: number, body: unknown): TemplateWritten {
  const answer = recordOf(body)
  if (status >= 200 && status < 300 && (answer?.success === true || idOf(answer?.id) !== undefined)) {
    const lower = (raw: unknown) => textOf(raw)?.toLowerCase() ?? null
    return {
      ...{ type: 'done', externalId: idOf(answer?.id) ?? null },
      ...{ status: lower(answer?.status), category: lower(answer?.category) },
    }
  }
  return readTemplateRefusal(status, body)
}

/** Meta's list of what may be wrong with a template is in its subcodes. */
const SENTENCES: Readonly<Record<number, string>> = {
  2388019: 'The account has as many templates as it may have. Delete one that is not used.',
  2388023: 'A template of this name and language is being deleted. Wait four weeks, or take another name.',
  2388024: 'There is a template of this name in this language already. Take another name, or edit that one.',
  2388025: 'This language of the template is being deleted. Take another name.',
  2388040: 'A part of the template is longer than WhatsApp allows. Shorten it.',
  2388043: 'A sample is missing. Give one for every gap and for the file of the header.',
  2388047: 'WhatsApp does not take this header. Use no line breaks, emoji or markup in it.',
  2388072: 'WhatsApp does not take this text. Look at its gaps and its markup.',
  2388073: 'WhatsApp does not take this footer. Use no gaps and no line breaks in it.',
  2388273: 'The sample of the header could not be read. Upload it again.',
  2388293: 'There are too many gaps for so short a text. Write more words, or leave gaps out.',
  2388299: 'The text must not begin or end with a gap. Put words around it.',
}
const USER_WORDS_MAX = 500

/** A refusal in words: ours where the subcode is known, else Meta's own for the person who asked. */
export function readTemplateRefusal(
  status: number,
  body: unknown,
): Extract<TemplateWritten, { type: 'retry' | 'refused' }> {
  const refused = GraphError.safeParse(body)
  if (!refused.success) return { type: 'retry', reason: ownReason('unreadable', { status }) }
  const {
    code,
    error_subcode: subcode,
    error_user_msg: words,
    is_transient: isTransient,
  } = refused.data.error
  const cause = causeIn(WHATSAPP_ERRORS, code, subcode)
  const isRetry = cause ? cause.consequence.startsWith('retry') : status === 429 || status >= 500
  const own = subcode === undefined ? undefined : SENTENCES[subcode]
  return {
    type: isRetry || isTransient === true ? 'retry' : 'refused',
    reason:
      own ??
      words?.slice(0, USER_WORDS_MAX) ??
      sentenceIn(WHATSAPP_ERRORS, { code, subcode }, 'en').replace('the message', 'it'),
  }
}
