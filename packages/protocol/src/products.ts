import { z } from 'zod'

/** A product of the business's catalogue, by the id that it has there. */
export const Product = z.object({
  id: z.string().min(1),
  /** What it is called where the catalogue is not shown. */
  name: z.string().optional(),
})
export type Product = z.infer<typeof Product>

/** Products of a catalogue, which the contact looks at and orders in the chat. */
export const Products = z.object({
  type: z.literal('products'),
  text: z.string(),
  /** Above the words, where several are listed. */
  title: z.string().optional(),
  /** None: the whole catalogue. */
  sections: z.array(z.object({ title: z.string().optional(), products: z.array(Product).min(1) })),
  /** That of the inbox. Without it they are words. */
  catalogId: z.string().optional(),
})
export type Products = z.infer<typeof Products>

/** A basket of the contact's. Prices are those that the catalogue showed. */
export const Order = z.object({
  type: z.literal('order'),
  catalogId: z.string(),
  text: z.string().optional(),
  items: z.array(
    z.object({ productId: z.string(), quantity: z.number(), price: z.number(), currency: z.string() }),
  ),
})

/** Products where no catalogue is shown: the words, and what each is called. */
export function productsText({ text, title, sections }: Products): string {
  const listed = sections.map((section) => {
    const names = section.products.map(({ id, name }) => `- ${name ?? id}`)
    return [section.title, ...names].filter(Boolean).join('\n')
  })
  return [title, text, ...listed].filter(Boolean).join('\n\n')
}
