import { describe, expect, test } from 'vitest'
import { openDirectDesk } from '../../testing/direct.ts'
import { startWithSimulators } from '../../testing/simulators.ts'

const { simulators, server } = await startWithSimulators()
const eventually = { timeout: 15_000 }
const OFFERS = `
  await chat.say({ text: 'Today:', cards: [
    { title: 'Pizza', subtitle: '9 euros', buttons: ['Order pizza', { title: 'See it', url: 'https://shop.example/1' }] },
    { title: 'Pasta', subtitle: '8 euros', buttons: ['Order pasta'] },
  ] })
  await chat.say('You said: ' + (await chat.ask('Which one?')))`

describe.each(['messenger', 'instagram'] as const)('cards on %s', (channel) => {
  test('arrive as a row, and what is pressed on one is an answer', async () => {
    const control = simulators[channel]
    const desk = await openDirectDesk(server, { simulators, channel, code: OFFERS })
    await desk.say('Hi')
    await expect.poll(desk.phone, eventually).toEqual(['Today:', '[file]', 'Which one?'])

    const messages = await control.messages(desk.at)
    expect(messages.find(({ body }) => body.attachments)?.body.attachments).toMatchObject([
      { type: 'template', payload: { template_type: 'generic', elements: [{}, { title: 'Pasta' }] } },
    ])
    await control.press({ ...desk.at, title: 'Order pasta' })

    await expect.poll(desk.phone, eventually).toContain('You said: Order pasta')
    expect((await desk.messages())[1]).toMatchObject({ author: 'backend', content: { type: 'cards' } })
  })
})
