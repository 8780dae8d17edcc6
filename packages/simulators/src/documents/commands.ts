import { z } from 'zod'
import { businessCommands } from '../business/commands.ts'
import { commandOf } from '../control/command.ts'
import type { Documents } from './documents.ts'

const command = commandOf<Documents>()

/** What a test may ask of the store of documents. */
export const documentCommands = {
  list: command(z.object({}), ({ records }) => [...records.values()]),
  ...businessCommands,
}
