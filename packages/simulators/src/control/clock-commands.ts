import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { commandOf } from './command.ts'

const command = commandOf<Clock>()

/** Moving the clock closes windows; delays of statuses and retries do not follow it. */
export const clockCommands = {
  move: command(z.object({ ms: z.number().int() }), (clock, { ms }) => {
    clock.move(ms)
    return { now: clock.now() }
  }),
}
