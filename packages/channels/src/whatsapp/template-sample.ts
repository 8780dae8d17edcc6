import type { TemplateSampled } from '../channel-templates.ts'
import { recordOf, textOf } from '../meta/json.ts'
import type { ChannelRequest, OutboundFile } from '../outbound.ts'
import type { WhatsAppSettings } from './render.ts'
import { readTemplateRefusal } from './template-write.ts'

/**
 * The file that shows what a header will be like. It goes to the app, not to the number, and what comes back
 * names it in the template.
 * https://developers.facebook.com/docs/graph-api/guides/upload
 */

export function renderBeginSample(
  appId: string,
  { filename, size, mimeType }: Omit<OutboundFile, 'kind'>,
  { graphUrl, version, accessToken }: WhatsAppSettings,
): ChannelRequest {
  const query = new URLSearchParams({ file_name: filename, file_length: `${size}`, file_type: mimeType })
  return {
    method: 'POST',
    url: `${graphUrl}/${version}/${encodeURIComponent(appId)}/uploads?${query}`,
    headers: { authorization: `Bearer ${accessToken}` },
    body: undefined,
  }
}

/** `session` begins with `upload:` and may carry a query of its own. */
export function renderSendSample(
  session: string,
  bytes: Uint8Array,
  { graphUrl, version, accessToken }: WhatsAppSettings,
): ChannelRequest {
  return {
    method: 'POST',
    url: `${graphUrl}/${version}/${session}`,
    headers: {
      authorization: `OAuth ${accessToken}`,
      file_offset: '0',
      'content-type': 'application/octet-stream',
    },
    body: bytes,
  }
}

export function readSampled(status: number, body: unknown): TemplateSampled {
  const answer = recordOf(body)
  const name = textOf(answer?.h) ?? textOf(answer?.id)
  if (status >= 200 && status < 300 && name) return { type: 'done', name }
  return readTemplateRefusal(status, body)
}
