import { z } from 'zod'
import { Card } from './card.ts'
import { Form, FormReply } from './form.ts'
import { Order, Products } from './products.ts'
import { TemplateButton, TemplateCard, TemplateParameter } from './template-parts.ts'

/** What one message says, in or out, on any channel. Stored as it is; a channel adapter renders it. */

export const Choice = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1),
  description: z.string().optional(),
  /** It leads back: the last, and number 0 in a numbered menu. */
  back: z.literal(true).optional(),
})
export type Choice = z.infer<typeof Choice>

const Text = z.object({
  type: z.literal('text'),
  text: z.string(),
  /** What it asks the contact for, where the channel has a button for that. */
  asks: z.enum(['location', 'phone']).optional(),
})

/** A question with options: buttons, a list or a numbered menu, whatever the channel can show. */
const Choices = z.object({
  type: z.literal('choices'),
  text: z.string(),
  choices: z.array(Choice).min(1),
  /** The label that opens a list (WhatsApp: at most 20 characters). */
  button: z.string().optional(),
})

/** Things on offer, side by side where the channel can show that. */
const Cards = z.object({ type: z.literal('cards'), text: z.string().optional(), cards: z.array(Card).min(1) })

/** The contact pressed a button, a list row or a template's quick reply. `id` is the choice's id. */
const Reply = z.object({
  type: z.literal('reply'),
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  source: z.enum(['button', 'list', 'template']),
})

const Media = z.object({
  type: z.literal('media'),
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  /** Our own row of the file: whether the bytes are there yet, and where. */
  mediaId: z.string().optional(),
  /** The platform's media id; fetched in a job of its own. */
  externalId: z.string().optional(),
  mimeType: z.string().optional(),
  sha256: z.string().optional(),
  filename: z.string().optional(),
  caption: z.string().optional(),
  voice: z.boolean().optional(),
})

const Location = z.object({
  type: z.literal('location'),
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
})

const ContactCard = z.object({
  name: z.string(),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
})
export type ContactCard = z.infer<typeof ContactCard>

const Contacts = z.object({ type: z.literal('contacts'), contacts: z.array(ContactCard) })

/** `emoji: null` takes the reaction back. */
const Reaction = z.object({
  type: z.literal('reaction'),
  emoji: z.string().nullable(),
  targetExternalId: z.string(),
})

/**
 * Something public that a contact pointed at. Its bytes are not ours to keep: the address is all there is,
 * and it may end at any time.
 */
const Share = z.object({
  type: z.literal('share'),
  /** `story_mention`: a story of the contact's own that names the business. */
  kind: z.enum(['story_mention', 'story', 'post', 'reel', 'link']),
  url: z.string().optional(),
  title: z.string().optional(),
})

/**
 * Said in public under a post: by a contact no message, and one private reply may answer it; by the business
 * the public answer to one.
 */
const Comment = z.object({
  type: z.literal('comment'),
  kind: z.enum(['comment', 'live_comment', 'mention']),
  text: z.string(),
  postExternalId: z.string().optional(),
  /** Where it can be read in public. */
  url: z.string().optional(),
  /** The business hid it: only who wrote it and their friends see it. */
  isHidden: z.boolean().optional(),
})

/** The business hides what was said in public, or shows it again. */
const Hide = z.object({ type: z.literal('hide'), isHidden: z.boolean(), targetExternalId: z.string() })

/** The platform tells that something changed (a number, an identity). */
const System = z.object({ type: z.literal('system'), event: z.string(), text: z.string() })

/** The contact changed or withdrew an earlier message. */
const Edit = z.object({ type: z.literal('edit'), targetExternalId: z.string(), text: z.string() })
const Unsend = z.object({ type: z.literal('unsend'), targetExternalId: z.string() })

/**
 * A message that the platform approved, as the contact will read it, and what the platform has to be told to
 * show it. Without `parameters` it is as code said it: the host makes it of the template, or leaves it to
 * people.
 */
const Template = z.object({
  type: z.literal('template'),
  name: z.string(),
  /** Such as `es` or `en_US`; empty: the contact's own. */
  language: z.string(),
  category: z.string().optional(),
  header: z.discriminatedUnion('type', [Text, Media, Location]).optional(),
  text: z.string(),
  footer: z.string().optional(),
  buttons: z.array(TemplateButton),
  cards: z.array(TemplateCard).optional(),
  /** What was given for its gaps, by their keys. */
  values: z.record(z.string(), z.string()),
  parameters: z.array(TemplateParameter).optional(),
})

/** What cannot be read is kept with its kind, so a contact's message is never dropped. */
const Unsupported = z.object({
  type: z.literal('unsupported'),
  kind: z.string(),
  reason: z.string().optional(),
})

export const Content = z.discriminatedUnion('type', [
  Text,
  Choices,
  Cards,
  Reply,
  Media,
  Location,
  Contacts,
  Reaction,
  Products,
  Order,
  Form,
  FormReply,
  Share,
  Comment,
  Hide,
  System,
  Edit,
  Unsend,
  Template,
  Unsupported,
])
export type Content = z.infer<typeof Content>
export type ContentOf<T extends Content['type']> = Extract<Content, { type: T }>

/**
 * One line that stands for a message in a list, a notification or a quotation. Never longer than 140
 * characters.
 */
export function previewOf(content: Content): string {
  const line = describe(content).replace(/\s+/g, ' ').trim()
  return line.length > 140 ? `${line.slice(0, 139)}…` : line
}

function describe(content: Content): string {
  switch (content.type) {
    case 'text':
    case 'choices':
    case 'form':
    case 'products':
    case 'system':
    case 'edit':
      return content.text
    case 'cards':
      return content.text || content.cards.map(({ title }) => title).join(', ')
    case 'reply':
      return content.title
    case 'media':
      return content.caption ?? content.filename ?? `[${content.voice ? 'voice' : content.kind}]`
    case 'location':
      return content.name ?? content.address ?? `${content.latitude}, ${content.longitude}`
    case 'contacts':
      return content.contacts.map((card) => card.name).join(', ')
    case 'reaction':
      return content.emoji ?? '[reaction]'
    case 'order':
      return content.text ?? `[order: ${content.items.length}]`
    case 'form_reply':
      return `[${content.name}]`
    case 'share':
      return content.title ?? content.url ?? `[${content.kind}]`
    case 'comment':
      return content.text || `[${content.kind}]`
    case 'hide':
      return content.isHidden ? '[comment hidden]' : '[comment shown]'
    case 'unsend':
      return '[unsent]'
    case 'template':
      return content.text || `[${[content.name, ...Object.values(content.values)].join(', ')}]`
    case 'unsupported':
      return `[${content.kind}]`
  }
}

/** The text a micro-backend or a person would read as this message's answer. Empty when it has none. */
export function answerTextOf(content: Content): string {
  switch (content.type) {
    case 'text':
    case 'template':
      return content.text
    case 'reply':
      return content.title
    case 'media':
      return content.caption ?? ''
    case 'location':
      return `${content.latitude},${content.longitude}`
    default:
      return ''
  }
}

/** The file that a message carries: its own, or that of a template's header; null when it has none. */
export function fileOf(content: Content): ContentOf<'media'> | null {
  if (content.type === 'media') return content
  return content.type === 'template' && content.header?.type === 'media' ? content.header : null
}
