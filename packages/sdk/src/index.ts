/**
 * What the author of a micro-backend imports, and all of it.
 *
 * @example
 * import { defineBackend, z } from '@hilo/sdk'
 *
 * export default defineBackend({
 *   name: 'order-status',
 *   config: z.object({ shopUrl: z.url() }),
 *   secrets: ['SHOP_TOKEN'],
 *   egress: ['*.example.com'],
 *   async run(chat) {
 *     const order = await chat.ask('What is your order number?', {
 *       as: z.string().regex(/^\d{6}$/),
 *       retry: 'It has six digits. You find it in the confirmation mail.',
 *       timeout: '1 day',
 *       onTimeout: () => chat.end('abandoned'),
 *     })
 *     const status = await chat.step('find the order', async () => {
 *       const headers = { authorization: `Bearer ${chat.secret('SHOP_TOKEN')}` }
 *       const response = await fetch(`${chat.config.shopUrl}/orders/${order}`, { headers })
 *       if (!response.ok) throw new Error(`The shop answered ${response.status}.`)
 *       return (await response.json()) as { label: string }
 *     })
 *     await chat.say(`Your order is ${status.label}.`)
 *     const more = await chat.choose('Anything else?', ['Talk to a person', 'No, thank you'])
 *     if (more === 'Talk to a person') await chat.handoff(`Asked about order ${order}`)
 *   },
 * })
 */
export type {
  AiOptions,
  AllSettings,
  AskOptions,
  Backend,
  Callable,
  Chat,
  ChatAi,
  ChooseOptions,
  Contact,
  Duration,
  FormOptions,
  Interrupt,
  Interrupts,
  Label,
  LocationOptions,
  Media,
  MediaFile,
  MediaKind,
  MediaOptions,
  Offer,
  OptIn,
  Option,
  OptOut,
  Order,
  OrderOptions,
  Pattern,
  PhoneOptions,
  Place,
  ProductsToSay,
  ProductToSay,
  Refusal,
  Replied,
  Resume,
  Sayable,
  StepContext,
  StepOptions,
  StepSettings,
  TemplateToSay,
  Tool,
  ToolContext,
  ToolDeclaration,
} from '@hilo/runtime/replay'
export {
  AiError,
  AskExhausted,
  AskTimeout,
  CallError,
  defineBackend,
  StepError,
  TerminalError,
  ToolRefusal,
  tool,
} from '@hilo/runtime/replay'
export { z } from 'zod'
