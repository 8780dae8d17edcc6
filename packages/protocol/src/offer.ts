import { z } from 'zod'

/** What the platform keeps for the business, and a member sends by hand: products and forms. */

export const OfferedProduct = z.object({
  /** By which the catalogue knows it. */
  id: z.string(),
  name: z.string(),
  /** As the catalogue writes it, with its currency; null where it has none. */
  price: z.string().nullable(),
})
export type OfferedProduct = z.infer<typeof OfferedProduct>

export const OfferedForm = z.object({ id: z.string(), name: z.string() })
export type OfferedForm = z.infer<typeof OfferedForm>

// https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products
export const PRODUCTS_MAX = 30
