import { createAppointments } from './appointments/appointments.ts'
import { appointmentCommands } from './appointments/commands.ts'
import { appointmentRoutes } from './appointments/routes.ts'
import { createCalendar } from './calendar/calendar.ts'
import { calendarCommands } from './calendar/commands.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { inProcess } from './control/command.ts'
import { controlRoutes } from './control/routes.ts'
import { crmCommands } from './crm/commands.ts'
import { createCrm } from './crm/crm.ts'
import { crmRoutes } from './crm/routes.ts'
import { documentCommands } from './documents/commands.ts'
import { createDocuments } from './documents/documents.ts'
import { documentRoutes } from './documents/routes.ts'
import { mailCommands } from './mail/commands.ts'
import { createMailbox } from './mail/mailbox.ts'
import { mailRoutes } from './mail/routes.ts'
import { openaiCommands } from './openai/commands.ts'
import { createOpenAi } from './openai/openai.ts'
import { openaiRoutes } from './openai/routes.ts'
import { shopCommands } from './shop/commands.ts'
import { shopRoutes } from './shop/routes.ts'
import { createShop } from './shop/shop.ts'

/**
 * The services of businesses that micro-backends talk to, each kept in a file of its own beside `stateFile`,
 * and the provider of models and the mail server that a business has an account with, which keep nothing.
 */
export function createBusinesses(stateFile: string | undefined) {
  const fileOf = (name: string) => (stateFile === undefined ? undefined : `${stateFile}.${name}`)
  const calendar = createCalendar(fileOf('calendar'))
  const shop = createShop(fileOf('shop'))
  const appointments = createAppointments(fileOf('appointments'))
  const crm = createCrm(fileOf('crm'))
  const documents = createDocuments(fileOf('documents'))
  const openai = createOpenAi()
  const mail = createMailbox()
  return {
    routes: [
      ...controlRoutes('calendar', calendarCommands, calendar),
      ...controlRoutes('shop', shopCommands, shop),
      ...controlRoutes('appointments', appointmentCommands, appointments),
      ...controlRoutes('crm', crmCommands, crm),
      ...controlRoutes('documents', documentCommands, documents),
      ...controlRoutes('openai', openaiCommands, openai),
      ...controlRoutes('mail', mailCommands, mail),
      ...calendarRoutes(calendar),
      ...shopRoutes(shop),
      ...appointmentRoutes(appointments),
      ...crmRoutes(crm),
      ...documentRoutes(documents),
      ...openaiRoutes(openai),
      ...mailRoutes(mail),
    ],
    controls: {
      calendar: inProcess(calendarCommands, calendar),
      shop: inProcess(shopCommands, shop),
      appointments: inProcess(appointmentCommands, appointments),
      crm: inProcess(crmCommands, crm),
      documents: inProcess(documentCommands, documents),
      openai: inProcess(openaiCommands, openai),
      mail: inProcess(mailCommands, mail),
    },
    openMail: mail.listen,
    async close() {
      openai.close()
      await Promise.all(
        [calendar, shop, appointments, crm, documents, mail].map((service) => service.close()),
      )
    },
  }
}
