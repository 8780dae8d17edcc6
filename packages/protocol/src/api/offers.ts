import { z } from 'zod'
import { contract } from '../contract.ts'
import { ClientId, MessageItem } from '../conversation.ts'
import { Id } from '../id.ts'
import { OfferedForm, OfferedProduct, PRODUCTS_MAX } from '../offer.ts'
import { Product } from '../products.ts'

const Text = z.string().trim().min(1).max(1_024)

export const listProducts = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/products',
  summary: 'Read a page of the catalogue of an inbox from its platform, now',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  query: z.strictObject({
    /** What the name has in it. */
    search: z.string().trim().max(100).default(''),
    /** `next` of the page before. */
    cursor: z.string().max(500).optional(),
  }),
  returns: z.object({ products: z.array(OfferedProduct), next: z.string().nullable() }),
  errors: ['invalid_request', 'not_found', 'conflict', 'unavailable'],
})

export const listForms = contract({
  method: 'GET',
  path: '/v1/inboxes/:inboxId/forms',
  summary: 'Read the published forms of an inbox from its platform, now',
  permission: 'inbox:read',
  params: z.object({ inboxId: Id }),
  returns: z.object({ forms: z.array(OfferedForm) }),
  errors: ['not_found', 'conflict', 'unavailable'],
})

export const sendProducts = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/products',
  summary:
    'Show the contact products of the catalogue of the inbox, to be ordered in the chat; takes the turn',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id }),
  body: z
    .strictObject({
      clientId: ClientId,
      text: Text,
      /** Above the words; several products need one. */
      title: z.string().trim().max(60).default(''),
      /** None: the whole catalogue. */
      products: z
        .array(Product.extend({ id: z.string().min(1).max(100), name: z.string().max(200).optional() }))
        .max(PRODUCTS_MAX),
    })
    .refine(({ title, products }) => title !== '' || products.length < 2, {
      path: ['title'],
      message: 'must not be empty above several products',
    }),
  returns: MessageItem,
  errors: ['invalid_request', 'not_found', 'conflict', 'window_closed', 'opt_in_missing'],
})

export const sendForm = contract({
  method: 'POST',
  path: '/v1/conversations/:conversationId/forms',
  summary: 'Send the contact a form that opens in the chat; takes the turn',
  permission: 'conversation:write',
  params: z.object({ conversationId: Id }),
  body: z.strictObject({
    clientId: ClientId,
    text: Text,
    /** Opens the form. */
    button: z.string().trim().min(1).max(30),
    /** The platform’s id of the form. */
    flow: z.string().trim().min(1).max(200),
  }),
  returns: MessageItem,
  errors: ['invalid_request', 'not_found', 'conflict', 'window_closed', 'opt_in_missing'],
})
