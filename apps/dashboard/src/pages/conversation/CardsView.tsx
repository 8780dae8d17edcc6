import type { Card, ContentOf } from '@hilo/protocol'
import { useWords } from '../../i18n/language.ts'
import { MessageText, Option, Options } from '../../ui/Bubble.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** Things on offer as the contact got them. Pictures stay where they are: they are named, not loaded. */
export function CardsView({ content: { text, cards } }: { content: ContentOf<'cards'> }) {
  return (
    <Stack gap={3}>
      {text && <MessageText>{text}</MessageText>}
      {cards.map((card, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cards keep their place, and titles may repeat
        <CardView key={at} card={card} />
      ))}
    </Stack>
  )
}

function CardView({ card: { title, subtitle, image, buttons } }: { card: Card }) {
  const { cards: words, content } = useWords()
  return (
    <Stack gap={0}>
      <Text isStrong>{title}</Text>
      {subtitle && <MessageText>{subtitle}</MessageText>}
      {image && (
        <Text size="xs" tone="muted">
          {words.picture(image)}
        </Text>
      )}
      {buttons.length > 0 && (
        <Options label={content.templateButtons}>
          {buttons.map((button, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: buttons keep their place, and titles may repeat
            <Option key={at} title={button.title} detail={leadsTo(button)} />
          ))}
        </Options>
      )}
    </Stack>
  )
}

function leadsTo(button: Card['buttons'][number]): string | undefined {
  if (button.kind === 'url') return button.url
  return button.kind === 'phone' ? button.phone : undefined
}
