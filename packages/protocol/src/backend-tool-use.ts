import { z } from 'zod'
import { AiToolSettings, ToolFault } from './ai-tool.ts'
import { DeclaredTool } from './backend-tool.ts'
import { Actor } from './deploy.ts'
import { Id } from './id.ts'

/** How an org lets AI use a tool that the code of a micro-backend declares. */
export const BackendToolSettings = AiToolSettings.pick({
  ...{
    confirmation: true,
    approvers: true,
    assurance: true,
    inboxIds: true,
    callsPerHour: true,
    isEnabled: true,
  },
})
export type BackendToolSettings = z.infer<typeof BackendToolSettings>

/** Such a tool, with what the org set. */
export const BackendTool = z.object({
  /** Null: nobody has switched it on yet. */
  id: Id.nullable(),
  backend: z.string(),
  name: z.string(),
  /** The version that is active; null: none is. */
  version: z.string().nullable(),
  /** As that version declares it; null: it does so no more, and AI cannot use it. */
  declared: DeclaredTool.nullable(),
  /**
   * What is other than when a member last looked at it. A stricter `confirm` holds at once; a looser one does
   * not take back what the org has set.
   */
  changed: z.array(z.enum(['title', 'description', 'input', 'confirm', 'reads'])),
  /** The version at which a member last looked at it. */
  seenVersion: z.string().nullable(),
  settings: BackendToolSettings.nullable(),
  /** Raised by every change of the settings; 0: there are none. */
  revision: z.number().int(),
  changedAt: z.iso.datetime().nullable(),
  changedBy: Actor.nullable(),
})
export type BackendTool = z.infer<typeof BackendTool>

/** What a test of such a tool came to. */
export const BackendToolTrial = z.object({
  fault: ToolFault.nullable(),
  /** What its code returned, as JSON; else why it did not. */
  result: z.string().nullable(),
  /** What the contact would be told; null: a model says what came. */
  said: z.string().nullable(),
  ms: z.number().int(),
})
export type BackendToolTrial = z.infer<typeof BackendToolTrial>
