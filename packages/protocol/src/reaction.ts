import { z } from 'zod'

/** A flag or a family is one emoji of several characters. */
const EMOJI = /^\p{RGI_Emoji}$/v

/** One emoji, as the keyboards of phones write it. */
export const ReactionEmoji = z
  .string()
  .max(64)
  .refine((text) => EMOJI.test(text), 'must be one emoji')
