import { z } from 'zod'

/** Of what a template consists as a message: buttons, cards, and the values that the platform is told. */

export const TemplateButtonKind = z.enum([
  'quick_reply',
  'url',
  'phone',
  'copy_code',
  /** Opens a form, the catalogue, some products of it, or the product of its card. */
  'form',
  'catalog',
  'products',
  'product',
  'other',
])

export const TemplateButton = z.object({
  kind: TemplateButtonKind,
  title: z.string(),
  /** As the contact will open it. */
  url: z.string().optional(),
  phone: z.string().optional(),
  code: z.string().optional(),
  /** What comes back when the contact presses a quick reply. */
  payload: z.string().optional(),
  /** Which products it shows, by their ids. */
  products: z.array(z.string()).optional(),
})
export type TemplateButton = z.infer<typeof TemplateButton>

/** One value, where the platform wants it; `name` only in a template whose parameters have names. */
export const TemplateParameter = z.object({
  place: z.enum([
    ...(['header', 'body', 'url', 'quick_reply', 'copy_code', 'form', 'catalog', 'products'] as const),
    ...(['card_header', 'card_product', 'card_body'] as const),
  ]),
  text: z.string(),
  name: z.string().optional(),
  /** The number of the button, from 0. */
  button: z.number().int().optional(),
  /** The number of the card that it is of, from 0. */
  card: z.number().int().optional(),
  /** Above products that were given without parts. */
  title: z.string().optional(),
  /** What the address of a card's file is of. */
  file: z.enum(['image', 'video']).optional(),
})

export type TemplateParameter = z.infer<typeof TemplateParameter>

/** A card of a template. What it shows stays where it is: the platform fetches it, or the catalogue has it. */
export const TemplateCard = z.object({
  header: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['image', 'video']), url: z.string() }),
    z.object({ kind: z.literal('product'), productId: z.string() }),
  ]),
  text: z.string(),
  buttons: z.array(TemplateButton),
})
export type TemplateCard = z.infer<typeof TemplateCard>
