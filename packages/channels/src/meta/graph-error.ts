import { z } from 'zod'

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
export const GraphError = z.looseObject({
  error: z.looseObject({
    code: z.coerce.number().int(),
    error_subcode: z.coerce.number().int().optional().catch(undefined),
    type: z.string().optional().catch(undefined),
    fbtrace_id: z.string().optional().catch(undefined),
    is_transient: z.boolean().optional().catch(undefined),
    /** Written for the person who asked. */
    error_user_msg: z.string().optional().catch(undefined),
  }),
})
export type GraphError = z.infer<typeof GraphError>['error']
