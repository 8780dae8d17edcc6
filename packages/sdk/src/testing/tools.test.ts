import { defineBackend, type ToolContext, ToolRefusal, tool, z } from '@hilo/sdk'
import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const config = z.object({ shop: z.string() })
type Config = z.output<typeof config>

const cancelOrder = tool({
  title: 'Cancel an order',
  description: 'Cancels an order that has not left.',
  input: z.object({ number: z.string() }),
  confirm: 'contact',
  async run({ number }, { config, step, reply }: ToolContext<Config>) {
    const order = await step('cancel', ({ idempotencyKey }) => ({
      number,
      key: idempotencyKey,
      at: config.shop,
    }))
    if (number === '2') throw new ToolRefusal('It has left already.')
    reply(`Order ${number} is cancelled.`)
    return order
  },
})

const backend = defineBackend({
  name: 'shop',
  config,
  secrets: ['TOKEN'],
  tools: {
    cancelOrder,
    whoAmI: {
      title: 'Who writes',
      description: 'Says who writes.',
      input: z.object({}),
      confirm: 'none',
      run: (_, { contact, config, secret }) =>
        `${contact.name} at ${config.shop.toUpperCase()}, ${secret('TOKEN')}`,
    },
    speaks: {
      title: 'Speaks',
      description: 'Speaks to the contact.',
      input: z.object({ text: z.string() }),
      confirm: 'none',
      // @ts-expect-error: a tool has no conversation
      run: ({ text }, tool) => tool.say(text),
    },
  },
  run: async (chat) => chat.say('Hello.'),
})

const options = { config: { shop: 'Almar' }, secrets: { TOKEN: 'a token' } }

test('gives a tool its input, the contact, the configuration and a secret', async () => {
  const t = simulate(backend, { ...options, contact: { name: 'Eva' } })

  expect(await t.tool('whoAmI')).toEqual({ result: 'Eva at ALMAR, a token', reply: null })
})

test('tries a step again under the same key, and the conversation hears nothing', async () => {
  let tries = 0
  const cancel = ({ idempotencyKey }: { idempotencyKey: string }) => {
    if (++tries < 3) throw new Error('The shop is down.')
    return idempotencyKey
  }
  const t = simulate(backend, { ...options, steps: { cancel } })

  expect(await t.tool('cancelOrder', { number: '1' })).toEqual({
    ...{ result: 'conversation-1-cancelOrder:0:0001', reply: 'Order 1 is cancelled.' },
  })
  expect(new Set(t.steps.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
  t.expect()
})

test('says what cannot be done, and what does not fit, to whoever asked', async () => {
  const t = simulate(backend, options)

  expect(await t.tool('cancelOrder', { number: '2' })).toEqual({ refused: 'It has left already.' })
  expect(await t.tool('cancelOrder', { order: 1 })).toEqual({ refused: expect.stringContaining('number') })
  await expect(t.tool('nothing')).rejects.toThrow("This version has no tool 'nothing'.")
})

test('refuses what only a conversation has', async () => {
  const t = simulate(backend, options)

  await expect(t.tool('speaks', { text: 'Hi' })).rejects.toThrow('A tool has no say')
})

test('refuses tools that could not be offered', () => {
  const declare = (tools: object) => () =>
    defineBackend({
      name: 'shop',
      config,
      run: async () => {},
      tools: tools as Record<string, typeof cancelOrder>,
    })

  expect(declare({ 'cancel order': cancelOrder })).toThrow("'cancel order' cannot name a tool")
  expect(declare({ cancel: { ...cancelOrder, confirm: 'anybody' } })).toThrow('says not who has to agree')
  expect(declare({ cancel: { ...cancelOrder, description: '' } })).toThrow('The description of')
})
