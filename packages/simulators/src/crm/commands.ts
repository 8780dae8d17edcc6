import { z } from 'zod'
import { businessCommands } from '../business/commands.ts'
import { commandOf } from '../control/command.ts'
import type { Crm } from './crm.ts'

const command = commandOf<Crm>()

/** What a test may ask of the CRM. */
export const crmCommands = {
  leads: command(z.object({}), ({ leads }) => [...leads.values()]),
  ...businessCommands,
}
