import { z } from 'zod'
import { businessCommands } from '../business/commands.ts'
import { commandOf } from '../control/command.ts'
import type { Appointments } from './appointments.ts'

const command = commandOf<Appointments>()

/** What a test may ask of the practice. */
export const appointmentCommands = {
  list: command(z.object({}), ({ list }) => [...list.values()]),
  ...businessCommands,
}
