import { z } from 'zod'
import { Id } from './id.ts'

/**
 * Which members may approve what a tool waits to do.
 * - `agents`: any who answers.
 * - `admins`: admins and the owner.
 * - `members`: those who are named, and the owner, so that it never hangs on who has left.
 */
export const ToolApprovers = z
  .strictObject({ who: z.enum(['agents', 'admins', 'members']), memberIds: z.array(Id).max(50) })
  .refine(({ who, memberIds }) => (who === 'members') === memberIds.length > 0, {
    message: 'members have to be named, and nobody where others may',
    path: ['memberIds'],
  })
export type ToolApprovers = z.infer<typeof ToolApprovers>
