import { appointmentCommands } from '../appointments/commands.ts'
import { calendarCommands } from '../calendar/commands.ts'
import { crmCommands } from '../crm/commands.ts'
import { documentCommands } from '../documents/commands.ts'
import { instagramCommands } from '../instagram/commands.ts'
import { messengerCommands } from '../messenger/commands.ts'
import { setupCommands } from '../setup/commands.ts'
import { shopCommands } from '../shop/commands.ts'
import { siteCommands } from '../site/commands.ts'
import { whatsappCommands } from '../whatsapp/commands.ts'
import { clockCommands } from './clock-commands.ts'
import { type Control, controlOf } from './command.ts'
import { readResult } from './routes.ts'

export type WhatsAppControl = Control<typeof whatsappCommands>
export type MessengerControl = Control<typeof messengerCommands>
export type InstagramControl = Control<typeof instagramCommands>
export type SetupControl = Control<typeof setupCommands>
export type CalendarControl = Control<typeof calendarCommands>
export type ShopControl = Control<typeof shopCommands>
export type AppointmentsControl = Control<typeof appointmentCommands>
export type CrmControl = Control<typeof crmCommands>
export type DocumentsControl = Control<typeof documentCommands>
export type SiteControl = Control<typeof siteCommands>
export type ClockControl = Control<typeof clockCommands>

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
    whatsapp: controlOf(whatsappCommands, sender('whatsapp')),
    messenger: controlOf(messengerCommands, sender('messenger')),
    instagram: controlOf(instagramCommands, sender('instagram')),
    setup: controlOf(setupCommands, sender('setup')),
    calendar: controlOf(calendarCommands, sender('calendar')),
    shop: controlOf(shopCommands, sender('shop')),
    appointments: controlOf(appointmentCommands, sender('appointments')),
    crm: controlOf(crmCommands, sender('crm')),
    documents: controlOf(documentCommands, sender('documents')),
    site: controlOf(siteCommands, sender('site')),
    clock: controlOf(clockCommands, sender('clock')),
  }
}
