/** What people do beside writing words: forms, orders, stickers, changes of what was said. */
import { AppError } from '@hilo/protocol'
import { z } from 'zod'
import { commandOf } from '../control/command.ts'
import { CATALOGUE, offerOf, orderFrom } from './catalogue.ts'
import { editMessage, unsendMessage } from './change-message.ts'
import { answerFlow, flowOf } from './flow.ts'
import { shareNumber } from './share-number.ts'
import { STICKER } from './sticker.ts'
import { FLOW_FIELDS, FLOW_STATUSES, type WhatsApp } from './world.ts'
import { writeMessage } from './write-message.ts'

const command = commandOf<WhatsApp>()
const From = { personId: z.string(), phoneNumberId: z.string().optional() }
const OnMessage = { personId: z.string(), messageId: z.string() }

const Field = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  kind: z.enum(FLOW_FIELDS).default('text'),
  choices: z.array(z.string().min(1)).default([]),
})
const Screen = z.object({
  id: z.string().min(1),
  title: z.string().default(''),
  fields: z.array(Field).min(1),
})
const Product = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  price: z.number().min(0),
  currency: z.string().length(3),
})
const Item = z.object({
  product_retailer_id: z.string(),
  quantity: z.number().int().min(1),
  item_price: z.number().min(0),
  currency: z.string().length(3),
})

export const moreCommands = {
  edit: command(z.object({ ...OnMessage, text: z.string().min(1).max(65_536) }), editMessage),
  unsend: command(z.object(OnMessage), unsendMessage),
  /**
   * Says what the form with this id or name asks, on one screen (`fields`) or on several (`screens`); without
   * it a form asks for a name and a comment.
   */
  addFlow: command(
    z.object({
      id: z.string().min(1),
      name: z.string().min(1).optional(),
      status: z.enum(FLOW_STATUSES).default('PUBLISHED'),
      fields: z.array(Field).default([]),
      screens: z.array(Screen).default([]),
    }),
    (world, { id, name, status, fields, screens }) => {
      const single = fields.length > 0 ? [{ id: 'FORM', title: '', fields }] : []
      const all = [...single, ...screens]
      if (all.length === 0) throw new AppError('invalid_request', 'A form needs fields, or screens.')
      world.flows.set(id, { id, ...(name === undefined ? {} : { name }), status, screens: all })
    },
  ),
  flowOf: command(z.object(OnMessage), (world, { messageId }) => flowOf(world, messageId)),
  answerFlow: command(
    z.object({ ...OnMessage, answers: z.record(z.string(), z.union([z.string(), z.number()])).default({}) }),
    answerFlow,
  ),
  shareNumber: command(z.object(OnMessage), shareNumber),
  /** Connects a catalogue, or changes what is in it. */
  putCatalogue: command(
    z.object({ catalogId: z.string().min(1), products: z.array(Product).min(1) }),
    (world, { catalogId, products }) => {
      world.catalogues.set(catalogId, products)
    },
  ),
  offerOf: command(z.object(OnMessage), (world, { messageId }) => offerOf(world, messageId)),
  /** A basket from what a message offers. */
  orderFrom: command(
    z.object({
      ...OnMessage,
      items: z
        .array(z.object({ productId: z.string(), quantity: z.number().int().min(1).default(1) }))
        .min(1),
      text: z.string().default(''),
    }),
    orderFrom,
  ),
  /** A basket from the catalogue of the business. */
  sendOrder: command(
    z.object({
      ...From,
      catalogId: z.string().default(CATALOGUE.catalogId),
      text: z.string().default(''),
      items: z
        .array(Item)
        .min(1)
        .default([
          { product_retailer_id: 'menu-of-the-day', quantity: 2, item_price: 18.5, currency: 'EUR' },
          { product_retailer_id: 'lemonade', quantity: 1, item_price: 4, currency: 'EUR' },
        ]),
    }),
    (world, { catalogId, text, items, ...from }) =>
      writeMessage(world, from, {
        type: 'order',
        body: { catalog_id: catalogId, text, product_items: items },
      }),
  ),
  sendSticker: command(z.object(From), async (world, from) => {
    const media = await world.media.put(STICKER, 'image/webp', null)
    const body = { id: media.id, mime_type: media.mimeType, sha256: media.sha256, animated: false }
    return writeMessage(world, from, { type: 'sticker', body })
  }),
}
