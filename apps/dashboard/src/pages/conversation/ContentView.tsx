import type { Content, ContentOf, MediaState } from '@hilo/protocol'
import { UserRound } from 'lucide-react'
import { useWords } from '../../i18n/language.ts'
import { MessageText, Option, Options, Quote } from '../../ui/Bubble.tsx'
import { Code, Disclosure } from '../../ui/Disclosure.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { CardsView } from './CardsView.tsx'
import { CommentView } from './CommentView.tsx'
import { LocationView } from './LocationView.tsx'
import { MediaView } from './MediaView.tsx'
import { TemplateView } from './TemplateView.tsx'

type Props = { content: Content; media: MediaState | null; isOurs?: boolean }

/** What a message says, whatever it is. Nothing is left out: what cannot be shown is said in words. */
export function ContentView({ content, media, isOurs }: Props) {
  const { content: words, comment } = useWords()
  switch (content.type) {
    case 'text':
    case 'system':
      return <MessageText>{content.text}</MessageText>
    case 'choices':
      return <ChoicesView content={content} />
    case 'cards':
      return <CardsView content={content} />
    case 'reply':
      return <ReplyView content={content} />
    case 'media':
      return <MediaView content={content} media={media} />
    case 'location':
      return <LocationView content={content} />
    case 'contacts':
      return <ContactsView content={content} />
    case 'reaction':
      return <Quiet>{content.emoji ? words.reacted(content.emoji) : words.unreacted}</Quiet>
    case 'products':
      return <ProductsView content={content} />
    case 'order':
      return <OrderView content={content} />
    case 'form':
      return <FormView content={content} />
    case 'form_reply':
      return (
        <Disclosure summary={words.form(content.name)}>
          <Code value={content.data} />
        </Disclosure>
      )
    case 'share':
      return <ShareView content={content} />
    case 'comment':
      return <CommentView content={content} isOurs={isOurs} />
    case 'hide':
      return <Quiet>{content.isHidden ? comment.hid : comment.showed}</Quiet>
    case 'edit':
      return <Quote title={words.edit}>{content.text}</Quote>
    case 'unsend':
      return <Quiet>{words.unsend}</Quiet>
    case 'template':
      return <TemplateView content={content} media={media} />
    case 'unsupported':
      return <Quiet>{words.unsupported(content.kind)}</Quiet>
  }
}

function Quiet({ children }: { children: string }) {
  return (
    <Text as="p" tone="muted">
      {children}
    </Text>
  )
}

function ChoicesView({ content }: { content: ContentOf<'choices'> }) {
  const { content: words } = useWords()
  return (
    <>
      <MessageText>{content.text}</MessageText>
      <Options label={words.choices}>
        {content.choices.map(({ id, title, description }) => (
          <Option key={id} title={title} detail={description} />
        ))}
      </Options>
    </>
  )
}

function FormView({ content: { text, button, flow } }: { content: ContentOf<'form'> }) {
  const { content: words } = useWords()
  return (
    <>
      <MessageText>{text}</MessageText>
      <Options label={words.templateButtons}>
        <Option title={button} detail={words.opensForm(flow)} />
      </Options>
    </>
  )
}

function ReplyView({ content }: { content: ContentOf<'reply'> }) {
  const { content: words } = useWords()
  return (
    <Stack gap={0}>
      <MessageText>{content.title}</MessageText>
      <Text size="xs" tone="muted">
        {content.source === 'list' ? words.picked : words.pressed}
      </Text>
    </Stack>
  )
}

function ShareView({ content: { kind, title, url } }: { content: ContentOf<'share'> }) {
  const { content: words } = useWords()
  return (
    <Stack gap={0}>
      <Quiet>{words.shared[kind]}</Quiet>
      {title && <MessageText>{title}</MessageText>}
      {url && <MessageText>{url}</MessageText>}
    </Stack>
  )
}

function ContactsView({ content }: { content: ContentOf<'contacts'> }) {
  return (
    <Stack gap={2}>
      {content.contacts.map((card) => (
        <Stack key={`${card.name} ${card.phones.join()}`} gap={0}>
          <Inline gap={2}>
            <UserRound size={16} strokeWidth={1.75} aria-hidden />
            <Text isStrong>{card.name}</Text>
          </Inline>
          {[...card.phones, ...card.emails].map((address) => (
            <Text key={address} size="sm" tone="muted">
              {address}
            </Text>
          ))}
        </Stack>
      ))}
    </Stack>
  )
}

function ProductsView({ content: { text, title, sections } }: { content: ContentOf<'products'> }) {
  const { content: words } = useWords()
  const listed = sections.flatMap((section) =>
    section.products.map((product) => ({ ...product, section: section.title })),
  )
  return (
    <>
      {title && <Text isStrong>{title}</Text>}
      <MessageText>{text}</MessageText>
      <Options label={words.products}>
        {listed.length === 0 && <Option title={words.wholeCatalogue} />}
        {listed.map(({ id, name, section }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: products keep their place, and one may stand twice
          <Option key={at} title={name ?? id} detail={section} />
        ))}
      </Options>
    </>
  )
}

function OrderView({ content }: { content: ContentOf<'order'> }) {
  const { content: words } = useWords()
  return (
    <Stack gap={1}>
      <Text isStrong>{words.order(content.items.length)}</Text>
      {content.items.map((item) => (
        <Text key={item.productId} size="sm" tone="muted">
          {`${item.quantity} × ${item.productId}, ${item.price} ${item.currency}`}
        </Text>
      ))}
      {content.text && <MessageText>{content.text}</MessageText>}
    </Stack>
  )
}
