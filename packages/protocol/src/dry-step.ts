import { z } from 'zod'

/** In a dry turn of a remote: the step that it would do. The host gives its result, or ends the turn. */
export const DryStepFrame = z.object({
  type: z.literal('dry_step'),
  turn: z.number().int(),
  position: z.string(),
  name: z.string(),
  /** Without it a step; else what a model would be asked: `extract`, `classify` or `reply`. */
  kind: z.literal('ai').optional(),
})
