import { z } from 'zod'

/**
 * Who has to agree before it is done.
 * - `none`: nobody.
 * - `contact`: the contact is asked, and says yes.
 * - `member`: a member approves it.
 */
export const ToolConfirmation = z.enum(['none', 'contact', 'member'])
export type ToolConfirmation = z.infer<typeof ToolConfirmation>
