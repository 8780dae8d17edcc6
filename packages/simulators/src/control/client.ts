import { appointmentCommands } from '../appointments/commands.ts'
import { calendarCommands } from '../calendar/commands.ts'
import { crmCommands } from '../crm/commands.ts'
import { documentCommands } from '../documents/commands.ts'
import { instagramCommands } from '../instagram/commands.ts'
import { mailCommands } from '../mail/commands.ts'
import { messengerCommands } from '../messenger/commands.ts'
import { openaiCommands } from '../openai/commands.ts'
import { setupCommands } from '../setup/commands.ts'
import { shopCommands } from '../shop/commands.ts'
import { siteCommands } from '../site/commands.ts'
import { whatsappCommands } from '../whatsapp/commands.ts'
import { clockCommands } from './clock-commands.ts'
import { type Control, controlOf } from './command.ts'
import { readResult } from './routes.ts'

/** Everything that can be asked, by subject and name. */
export const commandTables = {
  whatsapp: whatsappCommands,
  messenger: messengerCommands,
  instagram: instagramCommands,
  setup: setupCommands,
  calendar: calendarCommands,
  shop: shopCommands,
  appointments: appointmentCommands,
  crm: crmCommands,
  documents: documentCommands,
  openai: openaiCommands,
  mail: mailCommands,
  site: siteCommands,
  clock: clockCommands,
}

export type WhatsAppControl = Control<typeof whatsappCommands>
export type MessengerControl = Control<typeof messengerCommands>
export type InstagramControl = Control<typeof instagramCommands>
type SetupControl = Control<typeof setupCommands>
export type CalendarControl = Control<typeof calendarCommands>
type ShopControl = Control<typeof shopCommands>
type AppointmentsControl = Control<typeof appointmentCommands>
type CrmControl = Control<typeof crmCommands>
type DocumentsControl = Control<typeof documentCommands>
type OpenAiControl = Control<typeof openaiCommands>
type MailControl = Control<typeof mailCommands>
type SiteControl = Control<typeof siteCommands>
type ClockControl = Control<typeof clockCommands>

/** The controls of running simulators, wherever they run. */
export type SimulatorControls = {
  whatsapp: WhatsAppControl
  messenger: MessengerControl
  instagram: InstagramControl
  /** Apps, tokens and codes: what connecting an account asks for. */
  setup: SetupControl
  calendar: CalendarControl
  shop: ShopControl
  appointments: AppointmentsControl
  crm: CrmControl
  documents: DocumentsControl
  /** The provider of models: what it says, and what its calls came to. */
  openai: OpenAiControl
  /** The mail server: what was handed to it. */
  mail: MailControl
  site: SiteControl
  clock: ClockControl
}

/** The same controls that `startSimulators` returns, for simulators in another process. */
export function simulatorClient(url: string): SimulatorControls {
  const sender = (subject: string) => async (name: string, input: unknown) => {
    const answer = await fetch(`${url}/control/${subject}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
    })
    return readResult(answer)
  }
  return {
    whatsapp: controlOf(commandTables.whatsapp, sender('whatsapp')),
    messenger: controlOf(commandTables.messenger, sender('messenger')),
    instagram: controlOf(commandTables.instagram, sender('instagram')),
    setup: controlOf(commandTables.setup, sender('setup')),
    calendar: controlOf(commandTables.calendar, sender('calendar')),
    shop: controlOf(commandTables.shop, sender('shop')),
    appointments: controlOf(commandTables.appointments, sender('appointments')),
    crm: controlOf(commandTables.crm, sender('crm')),
    documents: controlOf(commandTables.documents, sender('documents')),
    openai: controlOf(commandTables.openai, sender('openai')),
    mail: controlOf(commandTables.mail, sender('mail')),
    site: controlOf(commandTables.site, sender('site')),
    clock: controlOf(commandTables.clock, sender('clock')),
  }
}
