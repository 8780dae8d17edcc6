import { gapsIn, type TemplateDraft } from '@hilo/protocol'

type Component = Record<string, unknown>

/**
 * The parts of a draft as the platform wants them, each with the samples of its gaps.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components
 */
export function draftComponents(draft: TemplateDraft): Component[] {
  const { body, footer, buttons } = draft
  const gaps = gapsIn(body)
  return [
    ...headerOf(draft),
    { type: 'BODY', text: body, ...(gaps.length > 0 && { example: bodyExample(draft, gaps) }) },
    ...(footer === null ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0
      ? []
      : [{ type: 'BUTTONS', buttons: buttons.map((button, at) => buttonOf(draft, button, at)) }]),
  ]
}

function headerOf(draft: TemplateDraft): Component[] {
  const { header, format, sample } = draft
  if (header === null) return []
  if (header.type === 'location') return [{ type: 'HEADER', format: 'LOCATION' }]
  if (header.type !== 'text') {
    const example = { header_handle: [sample ?? ''] }
    return [{ type: 'HEADER', format: header.type.toUpperCase(), example }]
  }
  const [gap] = gapsIn(header.text)
  const text = exampleAt(draft, 'header')
  const named = { header_text_named_params: [{ param_name: gap, example: text }] }
  const example = format === 'named' ? named : { header_text: [text] }
  return [{ type: 'HEADER', format: 'TEXT', text: header.text, ...(gap !== undefined && { example }) }]
}

function bodyExample(draft: TemplateDraft, gaps: readonly string[]): Component {
  if (draft.format === 'named') {
    const of = (gap: string) => exampleAt(draft, gap === 'header' ? 'body.header' : gap)
    return { body_text_named_params: gaps.map((gap) => ({ param_name: gap, example: of(gap) })) }
  }
  const inOrder = [...gaps].sort((a, b) => Number(a) - Number(b))
  return { body_text: [inOrder.map((gap) => exampleAt(draft, gap))] }
}

function buttonOf(
  draft: TemplateDraft,
  { kind, title, url = '', phone = '' }: TemplateDraft['buttons'][number],
  at: number,
): Component {
  const example = exampleAt(draft, `button.${at + 1}`)
  switch (kind) {
    case 'quick_reply':
      return { type: 'QUICK_REPLY', text: title }
    case 'phone':
      return { type: 'PHONE_NUMBER', text: title, phone_number: phone.replace(/[^+0-9]/g, '') }
    case 'copy_code':
      return { type: 'COPY_CODE', text: title, example }
    case 'url': {
      const shown = url.replace(/\{\{\s*1\s*\}\}$/, example)
      const isOpen = gapsIn(url).length > 0
      return { type: 'URL', text: title, url, ...(isOpen && { example: [shown] }) }
    }
  }
}

function exampleAt({ examples }: TemplateDraft, key: string): string {
  return Object.hasOwn(examples, key) ? (examples[key] ?? '') : ''
}
