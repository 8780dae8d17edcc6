import { z } from 'zod'
import { TemplateHeader } from './template.ts'
import { TEMPLATE_BUTTON_KINDS } from './template-buttons.ts'

/** A template as somebody writes it here, unseen by a platform; `check-draft.ts` says what is checked. */
export const TemplateDraft = z.strictObject({
  name: z.string().max(1_000),
  language: z.string().max(20),
  /** A code for signing in has words of the platform's own, so there is nothing to write. */
  category: z.enum(['utility', 'marketing']),
  format: z.enum(['positional', 'named']),
  header: TemplateHeader.nullable(),
  body: z.string().max(10_000),
  footer: z.string().max(1_000).nullable(),
  buttons: z
    .array(
      z.strictObject({
        kind: z.enum(TEMPLATE_BUTTON_KINDS),
        title: z.string().max(1_000),
        url: z.string().max(3_000).optional(),
        phone: z.string().max(100).optional(),
      }),
    )
    .max(20),
  /** What the platform is shown for the gaps, by their keys: `1`, `guest`, `header`, `button.1`. */
  examples: z.record(z.string().max(100), z.string().max(2_000)),
  /** For a header with a file: what the platform called the sample. */
  sample: z.string().max(10_000).optional(),
})
export type TemplateDraft = z.infer<typeof TemplateDraft>
