import type { ContentOf, MediaState } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { MessageText, Option, Options } from '../../ui/Bubble.tsx'
import { Text } from '../../ui/Text.tsx'
import { LocationView } from './LocationView.tsx'
import { MediaView } from './MediaView.tsx'

type Props = { content: ContentOf<'template'>; media: MediaState | null }

/** An approved message as the contact reads it: header, words, footer and buttons. */
export function TemplateView({ content, media }: Props) {
  const { content: words } = useWords()
  const { header, text, footer, buttons, name } = content
  return (
    <>
      {header?.type === 'media' && <MediaView content={header} media={media} />}
      {header?.type === 'location' && <LocationView content={header} />}
      {header?.type === 'text' && <Text isStrong>{header.text}</Text>}
      <MessageText>{text}</MessageText>
      {footer && (
        <Text size="sm" tone="muted">
          {footer}
        </Text>
      )}
      {buttons.length > 0 && (
        <Options label={words.templateButtons}>
          {buttons.map(({ title, url, phone, code }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: buttons keep their place, and titles may repeat
            <Option key={at} title={title} detail={url ?? phone ?? code} />
          ))}
        </Options>
      )}
      <Text size="xs" tone="faint">
        {words.templateNamed(name)}
      </Text>
    </>
  )
}
