import { z } from 'zod'
import { BACKEND_TOOLS_MAX, DeclaredTool } from './backend-tool.ts'

/**
 * When a run goes on that people took: when they hand back, by itself after so long without a message, or
 * never, for it has ended then.
 */
export const ResumeRule = z.union([
  z.enum(['on hand-back', 'never']),
  z.strictObject({
    afterSilenceMs: z
      .number()
      .int()
      .min(60_000)
      .max(366 * 86_400_000),
  }),
])
export type ResumeRule = z.infer<typeof ResumeRule>

/** The outcome of a run that ended because people took it, where its rule is `never`. */
export const HANDED_OFF = 'handed_off'

/** What the bundle says of itself when it is deployed. `config` is a JSON schema for the dashboard's form. */
export const BackendManifest = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  config: z.unknown(),
  secrets: z.array(z.string()),
  /** Hosts the author's `fetch` may reach; `*` for any public host. */
  egress: z.array(z.string()),
  /** Without it, `on hand-back`. */
  resume: ResumeRule.optional(),
  /** Of code that lives elsewhere: it names its steps in a dry turn, and does none. */
  dry: z.boolean().optional(),
  /** What AI may have done by it. */
  tools: z
    .array(DeclaredTool)
    .max(BACKEND_TOOLS_MAX)
    .refine((tools) => new Set(tools.map(({ name }) => name)).size === tools.length, 'names must differ')
    .optional(),
})
export type BackendManifest = z.infer<typeof BackendManifest>
