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

/** A card of it. What it shows stays where it is: it is named, not loaded. */
function CardView({ card: { header, text, buttons } }: { card: TemplateCard }) {
  const { cards: words } = useWords()
  return (
    <Stack gap={0}>
      {sourceOf(header) && (
        <Text size="xs" tone="muted">
          {words[header.kind === 'image' ? 'picture' : header.kind](sourceOf(header))}
        </Text>
      )}
      {text && <MessageText>{text}</MessageText>}
      <Buttons buttons={buttons} />
    </Stack>
  )
}

function sourceOf(header: TemplateCard['header']): string {
  return header.kind === 'product' ? header.productId : header.url
}

function Buttons({ buttons }: { buttons: readonly TemplateButton[] }) {
  const { content: words } = useWords()
  if (buttons.length === 0) return null
  return (
    <Options label={words.templateButtons}>
      {buttons.map((button, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: buttons keep their place, and titles may repeat
        <Option key={at} title={button.title} detail={detailOf(button, words)} />
      ))}
    </Options>
  )
}

type ContentWords = ReturnType<typeof useWords>['content']

/** What a button leads to. */
function detailOf({ kind, url, phone, code, products }: TemplateButton, words: ContentWords) {
  if (kind === 'form') return words.aForm
  if (kind === 'catalog') return words.wholeCatalogue
  if (kind === 'products') return products?.join(', ')
  return kind === 'product' ? words.aProduct : (url ?? phone ?? code)
}
