import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import type { Mailbox } from './mailbox.ts'

const command = commandOf<Mailbox>()

/** What a test may ask of the mail server. */
export const mailCommands = {
  /** What came, the oldest first. */
  mails: command(z.object({ to: z.string().optional() }), ({ mails }, { to }) =>
    mails.filter((mail) => to === undefined || mail.to === to),
  ),
  /** Refuses the next mail. */
  fail: command(
    z.object({ code: z.number().int().min(400).max(599), text: z.string().min(1) }),
    ({ faults }, fault) => {
      faults.push(fault)
    },
  ),
  clear: command(z.object({}), ({ mails, faults }) => {
    for (const list of [mails, faults]) list.length = 0
  }),
}
