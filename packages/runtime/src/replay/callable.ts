import type { z } from 'zod'

/**
 * What one backend needs to know of another to call it: its name, and with schemas what it takes and gives.
 * What `defineBackend` returns is one.
 */
export type Callable<Given = unknown, Output = unknown> = {
  readonly name: string
  readonly input?: z.ZodType<unknown, Given>
  readonly output?: z.ZodType<Output>
}
