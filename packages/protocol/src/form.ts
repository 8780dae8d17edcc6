import { z } from 'zod'

/** Words above a button that opens a form of the business in the chat: on WhatsApp, a Flow. */
export const Form = z.object({
  type: z.literal('form'),
  text: z.string(),
  button: z.string(),
  /** The platform's id of the form, or its name. */
  flow: z.string(),
  /** Comes back with what was filled in, and says which question it answers. */
  token: z.string(),
  /** The screen that it begins with, where that is not the form's own first one. */
  screen: z.string().optional(),
  /** What that screen is given. */
  data: z.record(z.string(), z.unknown()).optional(),
})

/** The answer of a WhatsApp Flow or another form: `data` is whatever the form sent, without the token. */
export const FormReply = z.object({
  type: z.literal('form_reply'),
  name: z.string(),
  data: z.unknown(),
  token: z.string().optional(),
})
