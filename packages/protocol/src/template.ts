import { z } from 'zod'
import { Id } from './id.ts'
import { TemplateButtonKind } from './template-parts.ts'

/** Templates that a platform approved, as they are kept. What is made of them is in `fill-template.ts`. */

export const TemplateHeader = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.enum(['image', 'video', 'document', 'location']) }),
])
export type TemplateHeader = z.infer<typeof TemplateHeader>

const Buttons = z.array(
  z.object({
    kind: TemplateButtonKind,
    title: z.string(),
    url: z.string().optional(),
    phone: z.string().optional(),
    /** The platform's id of the form that it opens. */
    flow: z.string().optional(),
  }),
)

/** A template as the platform has it; its gaps are written `{{1}}` or `{{name}}`. */
export const TemplateDefinition = z.object({
  /** Whether its parameters go by their place or by their name. */
  format: z.enum(['positional', 'named']),
  header: TemplateHeader.nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: Buttons,
  /** Side by side below the words. */
  cards: z
    .array(z.object({ header: z.enum(['image', 'video', 'product']), body: z.string(), buttons: Buttons }))
    .optional(),
  /** What the platform was shown for the gaps, by their keys. */
  examples: z.record(z.string(), z.string()),
  /** Parts of it that cannot be sent from here yet. */
  unknownParts: z.array(z.string()),
})
export type TemplateDefinition = z.infer<typeof TemplateDefinition>

/** A template of an inbox, as it was synchronised. */
export const Template = z.object({
  id: Id,
  inboxId: Id,
  name: z.string(),
  /** Such as `es` or `en_US`. */
  language: z.string(),
  /** `approved`, `pending`, `rejected`, `paused`, `disabled` and others of the platform. */
  status: z.string(),
  /** `utility`, `marketing`, `authentication`. */
  category: z.string(),
  /** `green`, `yellow`, `red`; null while it is not known. */
  quality: z.string().nullable(),
  /** Why it was rejected, in the platform's word. */
  reason: z.string().nullable(),
  definition: TemplateDefinition,
  syncedAt: z.string(),
})
export type Template = z.infer<typeof Template>

/** A template as the platform lists it. Words of the platform are in lower case. */
export type ListedTemplate = {
  externalId: string
  name: string
  language: string
  /** `approved`, `pending`, `rejected`, `paused`, `disabled` and others. */
  status: string
  /** `utility`, `marketing`, `authentication`. */
  category: string
  /** `green`, `yellow`, `red`; null while it is not known. */
  quality: string | null
  /** Why it was rejected, in the platform's word. */
  reason: string | null
  definition: TemplateDefinition
}

/** What a platform says of a template: what is not null is new, and `definition` is to be read again. */
export type TemplateChange = {
  externalId: string
  status: string | null
  reason: string | null
  category: string | null
  quality: string | null
  definition: boolean
}
