import type { ContentOf, MediaState, TemplateButton, TemplateCard } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { MessageText, Option, Options } from '../../ui/Bubble.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { LocationView } from './LocationView.tsx'
import { MediaView } from './MediaView.tsx'

type Props = { content: ContentOf<'template'>; media: MediaState | null }

/** An approved message as the contact reads it: header, words, footer and buttons. */
export function TemplateView({ content, media }: Props) {
  const { content: words } = useWords()
  const { header, text, footer, buttons, name, cards = [] } = content
  return (
    <>
      {header?.type === 'media' && <MediaView content={header} media={media} />}
      {header?.type === 'location' && <LocationView content={header} />}
      {header?.type === 'text' && <Text isStrong>{header.text}</Text>}
      <MessageText>{text}</MessageText>
      {cards.map((card, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cards keep their place, and may be the same
        <CardView key={at} card={card} />
      ))}
      {footer && (
        <Text size="sm" tone="muted">
          {footer}
        </Text>
      )}
      <Buttons buttons={buttons} />
      <Text size="xs" tone="faint">
        {words.templateNamed(name)}
      </Text>
    </>
  )
}

/** A card of it. Its picture or video stays where it is: it is named, not loaded. */
function CardView({ card: { header, text, buttons } }: { card: TemplateCard }) {
  const { cards: words } = useWords()
  return (
    <Stack gap={0}>
      {header.url && (
        <Text size="xs" tone="muted">
          {header.kind === 'video' ? words.video(header.url) : words.picture(header.url)}
        </Text>
      )}
      <MessageText>{text}</MessageText>
      <Buttons buttons={buttons} />
    </Stack>
  )
}

function Buttons({ buttons }: { buttons: readonly TemplateButton[] }) {
  const { content: words } = useWords()
  if (buttons.length === 0) return null
  return (
    <Options label={words.templateButtons}>
      {buttons.map(({ title, url, phone, code }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons keep their place, and titles may repeat
        <Option key={at} title={title} detail={url ?? phone ?? code} />
      ))}
    </Options>
  )
}
