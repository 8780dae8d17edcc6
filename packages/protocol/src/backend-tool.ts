import { z } from 'zod'
import { ToolConfirmation } from './tool-confirmation.ts'

/** What a micro-backend says of the things that AI may have done by it, and what comes of one. */

/** As its author calls it, and the model. */
export const BackendToolName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,39}$/, 'must be of letters, digits and _, such as orderStatus')

/** How many a backend may have. */
export const BACKEND_TOOLS_MAX = 20
/** The model reads it with every question. */
const SCHEMA_LENGTH_MAX = 8_000

/** A tool in a manifest. `input` is the JSON schema of an object: what the model fills in. */
export const DeclaredTool = z.object({
  name: BackendToolName,
  title: z.string().trim().min(1).max(100),
  description: z.string().trim().min(1).max(1_000),
  input: z
    .looseObject({
      type: z.literal('object'),
      properties: z.record(z.string(), z.looseObject({})).optional(),
    })
    .refine((input) => JSON.stringify(input).length <= SCHEMA_LENGTH_MAX, 'must be at most 8,000 characters'),
  confirm: ToolConfirmation,
  /** It only looks something up. */
  reads: z.boolean(),
})
export type DeclaredTool = z.infer<typeof DeclaredTool>

/** What a turn has instead of a conversation when a tool is to be run. */
export const ToolTurn = z.object({
  name: z.string(),
  /** What the model filled in. */
  input: z.unknown(),
  /** Nothing is done: only whether the input fits is asked. */
  isCheck: z.boolean(),
  /** So much time is left for all of it. */
  ms: z.number(),
})
export type ToolTurn = z.infer<typeof ToolTurn>

/** The `output` of such a turn that is done. */
export const ToolEnd = z.discriminatedUnion('type', [
  /** `reply`: what the contact is told when somebody agreed to it. */
  z.object({ type: z.literal('done'), result: z.unknown(), reply: z.string().nullable() }),
  /** It cannot be done, or the input does not fit: in words for whoever asked. */
  z.object({ type: z.literal('refused'), reason: z.string() }),
])
export type ToolEnd = z.infer<typeof ToolEnd>
