/** What may be asked of WhatsApp beside writing: numbers, people, windows, failures, and what was posted. */
import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { WebhookInput } from '../meta/inputs.ts'
import { FAULT_KINDS } from './add-fault.ts'
import { changeNumber, QUALITIES } from './change-number.ts'
import { changePerson } from './change-person.ts'
import { setPreference } from './set-preference.ts'
import { setWindow } from './window.ts'
import { chatOf, MESSAGING_LIMITS, type WhatsApp } from './world.ts'
import { numberOf, personOf } from './write-message.ts'

const command = commandOf<WhatsApp>()
const From = { personId: z.string(), phoneNumberId: z.string().optional() }

export const accountCommands = {
  /** How Meta sees a number: quality and messaging limit, each told by its webhook. */
  changeNumber: command(
    z.object({
      phoneNumberId: z.string().optional(),
      quality: z.enum(QUALITIES).optional(),
      messagingLimit: z.enum(MESSAGING_LIMITS).optional(),
    }),
    changeNumber,
  ),
  /** Another name, username, number or BSUID; the last two are told by system messages. */
  changePerson: command(
    z.object({
      personId: z.string(),
      name: z.string().min(1).optional(),
      username: z.string().nullable().optional(),
      phone: z.string().nullable().optional(),
      bsuid: z.string().optional(),
    }),
    changePerson,
  ),
  /** Opens or closes the 24 hours of one person, without moving the clock of everybody. */
  setWindow: command(z.object({ ...From, isOpen: z.boolean() }), setWindow),
  block: command(
    z.object({ ...From, isBlocked: z.boolean().default(true) }),
    (world, { isBlocked, ...at }) => {
      const { phoneNumberId } = numberOf(world, at.phoneNumberId)
      chatOf(world, phoneNumberId, personOf(world, at.personId).id).isBlocked = isBlocked
      world.state.changed()
    },
  ),
  /** Stops or resumes marketing messages in the app's own menu. */
  setPreference: command(z.object({ ...From, wantsMarketing: z.boolean() }), setPreference),

  faults: command(z.object({}), (world) => world.faults),
  faultKinds: command(z.object({}), () => FAULT_KINDS),
  /** The last hundred bodies that were posted, the newest first. */
  webhookLog: command(z.object({}), (world) => world.webhooks.recent()),
  /** Posts one of them again, byte for byte, and gives the status of the answer. */
  repeatWebhook: command(WebhookInput, (world, { id }) => world.webhooks.repeat(id)),
}
