import { z } from 'zod'

/** What Graph answers to the questions of `requests.ts`, as far as it is read. */

const Text = z.union([z.string(), z.number().transform(String)])

export const Success = z.looseObject({ success: z.boolean().optional() })
export const Named = z.looseObject({ id: Text, name: z.string().optional() })

export const InspectedToken = z.looseObject({
  data: z.looseObject({
    is_valid: z.boolean(),
    app_id: Text.optional(),
    /** Seconds; 0: never. */
    expires_at: z.number().optional().catch(undefined),
    scopes: z.array(z.string()).catch([]),
    /** The person who let the app in, as this app knows them. */
    user_id: Text.optional(),
    error: z.looseObject({ subcode: z.number().optional() }).optional().catch(undefined),
  }),
})

export const Token = z.looseObject({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().optional(),
  user_id: Text.optional(),
  permissions: z
    .union([z.array(z.string()), z.string().transform((text) => text.split(','))])
    .optional()
    .catch(undefined),
})

export const Numbers = z.looseObject({
  data: z.array(
    z.looseObject({
      id: Text,
      display_phone_number: z.string().optional(),
      verified_name: z.string().optional(),
    }),
  ),
})

export const LinkedPage = z.looseObject({
  id: Text,
  name: z.string().optional(),
  instagram_business_account: z.looseObject({ id: Text }).optional(),
})

export const InstagramAccount = z.looseObject({ id: Text, user_id: Text, username: z.string().optional() })

/** The apps that have the webhooks of an account: WhatsApp names them one level deeper than the others. */
export const SubscribedApps = z.looseObject({
  data: z.array(
    z.looseObject({
      id: Text.optional(),
      whatsapp_business_api_data: z.looseObject({ id: Text.optional() }).optional(),
      subscribed_fields: z.array(z.string()).optional().catch(undefined),
      override_callback_uri: z.string().optional(),
    }),
  ),
})

export const Callbacks = z.looseObject({
  data: z.array(
    z.looseObject({
      object: z.string(),
      callback_url: z.string().optional(),
      active: z.boolean().optional(),
      fields: z.array(z.union([z.string(), z.looseObject({ name: z.string() })])).catch([]),
    }),
  ),
})
