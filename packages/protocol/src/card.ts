import { z } from 'zod'

/** A button of a card: it answers, opens a web address, or calls a number. */
export const CardButton = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), title: z.string(), id: z.string().min(1) }),
  z.object({ kind: z.literal('url'), title: z.string(), url: z.string() }),
  z.object({ kind: z.literal('phone'), title: z.string(), phone: z.string() }),
])
export type CardButton = z.infer<typeof CardButton>

/** Something on offer: a title, perhaps a line, a picture, buttons. */
export const Card = z.object({
  title: z.string(),
  subtitle: z.string().optional(),
  /** Where the picture is, for everybody to fetch. */
  image: z.string().optional(),
  buttons: z.array(CardButton),
})
export type Card = z.infer<typeof Card>

/** A card where there are none: its words, and its buttons as lines that say where they lead. */
export function cardText({ title, subtitle, buttons }: Card): string {
  const lines = buttons.map((button) =>
    button.kind === 'reply'
      ? `- ${button.title}`
      : `${button.title}: ${button.kind === 'url' ? button.url : button.phone}`,
  )
  const words = [title, subtitle].filter(Boolean).join('\n')
  return lines.length === 0 ? words : `${words}\n\n${lines.join('\n')}`
}
