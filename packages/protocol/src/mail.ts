import { z } from 'zod'

/**
 * How the mail server of the installation stands: `off`, none is set; `unknown`, it was not reached yet;
 * `failing`, with a reason that names codes alone.
 */
export const MailState = z.object({
  status: z.enum(['off', 'unknown', 'ok', 'failing']),
  /** From whom mails are. */
  from: z.string().nullable(),
  reason: z.string().nullable(),
  /** When that was found. */
  at: z.iso.datetime().nullable(),
})
export type MailState = z.infer<typeof MailState>
