import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'
import type { Interrupts } from './interrupts.ts'

const talk = (on: Interrupts, run: (chat: Chat) => Promise<unknown>) =>
  new Conversation(defineBackend({ name: 'test', on, run }))

const prices: Interrupts = {
  prices: { match: ['prices', /how much/i], act: (chat, heard) => chat.say(`40 each (${heard}).`) },
}

describe('an interrupt', () => {
  const asking = (on: Interrupts = prices) =>
    talk(on, async (chat) => chat.say(`Noted: ${await chat.ask('How many?')}`))

  test('is answered instead of taken as an answer, and the question is put again', async () => {
    const talking = asking()
    await talking.hear('hello')
    await talking.hear('How much is it?')
    await talking.hear('4')

    expect(talking.texts).toEqual(['How many?', '40 each (How much is it?).', 'How many?', 'Noted: 4'])
    expect(talking.journal.map(({ position, kind }) => `${position} ${kind}`)).toEqual([
      '0001 ask',
      '0001.0001 interrupt',
      '0001.0001.0001 say',
      '0001.0002 prompt',
      '0001.0003 answer',
      '0002 say',
      '0003 end',
    ])
  })

  test('that begins the conversation goes before the question', async () => {
    const talking = asking()
    await talking.hear('prices')
    await talking.hear('4')

    expect(talking.texts).toEqual(['40 each (prices).', 'How many?', 'Noted: 4'])
  })

  test('stays one when the patterns change, and other messages stay answers', async () => {
    const talking = asking()
    await talking.hear('hello')
    await talking.hear('prices')
    const changed = asking({
      prices: { match: ['costs'], act: (chat) => chat.say('50 each.') },
      four: { match: ['4', 'hello'], act: (chat) => chat.say('Four!') },
    })
    Object.assign(changed, { journal: talking.journal, end: talking.end })
    const later = { inbox: [{ id: 'm9', seq: 99, content: { type: 'text', text: '5' } as const, at: 0 }] }
    await changed.turn('message', { ...later, promptSeq: 5 })

    expect(changed.texts).toEqual(['Noted: 5'])
  })

  test('that the code does not have any more is a divergence', async () => {
    const talking = asking()
    await talking.hear('hello')
    await talking.hear('prices')
    const changed = asking({})
    Object.assign(changed, { journal: talking.journal, end: talking.end })
    await changed.turn()

    expect(changed.end).toMatchObject({
      failure: { code: 'nondeterminism', expected: { kind: 'interrupt', name: 'prices' } },
    })
  })

  test('may ask and do steps, each once, and is not interrupted itself', async () => {
    let calls = 0
    const talking = asking({
      order: {
        match: ['my order'],
        act: async (chat) => {
          const number = await chat.ask('Which number?')
          await chat.say(await chat.step('find', () => `Order ${number}, found ${++calls} time.`))
        },
      },
    })
    for (const text of ['hello', 'my order', 'my order', '4']) await talking.hear(text)

    expect(talking.texts).toEqual([
      ...['How many?', 'Which number?', 'Order my order, found 1 time.', 'How many?', 'Noted: 4'],
    ])
  })

  test('may end the run or begin it anew', async () => {
    const on: Interrupts = {
      stop: { match: ['stop'], act: (chat) => chat.end('stopped') },
      menu: { match: ['menu'], act: (chat) => chat.checkpoint('again') },
    }
    const talking = talk(on, async (chat) => chat.ask(chat.state ? 'From the top?' : 'How many?'))
    for (const text of ['hello', 'menu', 'stop']) await talking.hear(text)

    expect(talking.texts).toEqual(['How many?', 'From the top?'])
    expect(talking.end).toEqual({ type: 'done', outcome: 'stopped' })
  })

  test('wakes a pause, which goes on afterwards, and leaves the other messages to the next question', async () => {
    const talking = talk(prices, async (chat) => {
      await chat.sleep('1 hour')
      await chat.say(`${await chat.ask()} ${await chat.ask()}`)
    })
    for (const text of ['hello', 'one', 'prices', 'two']) await talking.hear(text)
    expect(talking.texts).toEqual(['40 each (prices).'])
    expect(talking.wait?.kind).toBe('sleep')
    await talking.pass(3_600_000)

    expect(talking.texts.at(-1)).toBe('hello one')
  })

  test('of a pause is not heard again by the next generation, or by the next run', async () => {
    const talking = talk(
      { ...prices, stop: { match: ['stop'], act: (chat) => chat.end('stopped') } },
      async (chat) => {
        await chat.sleep('1 hour')
        if (!chat.state) await chat.checkpoint(true)
      },
    )
    for (const text of ['hello', 'prices']) await talking.hear(text)
    await talking.pass(3_600_000)
    expect(talking.circumstances.generation).toBe(2)
    await talking.hear('well')
    expect(talking.texts).toEqual(['40 each (prices).'])
    await talking.hear('stop')

    expect(talking.end).toEqual({ type: 'done', outcome: 'stopped' })
    expect(talking.input('message').inbox).toEqual([])
  })

  test('is no answer to a question whose time has run out', async () => {
    const talking = talk(prices, async (chat) =>
      chat.say(await chat.ask('How many?', { timeout: '1 hour', onTimeout: () => 'late' })),
    )
    await talking.hear('hello')
    talking.clock += 7_200_000
    await talking.hear('prices')

    expect(talking.texts).toEqual(['How many?', 'late'])
  })

  test('does not take an option away: what is offered and chosen is an answer', async () => {
    const choosing = () =>
      talk({ human: true }, async (chat) => chat.say(await chat.choose('Who?', ['Agent', 'Robot'])))
    const [typed, pressed] = [choosing(), choosing()]
    for (const talking of [typed, pressed]) await talking.hear('hello')
    await typed.hear('agent')
    await pressed.press('Agent')

    expect([typed.texts.at(-1), pressed.texts.at(-1)]).toEqual(['Agent', 'Agent'])
  })

  test('in a turn that is lost is the same one when it is played again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 4, maxLength: 4 }), async (losses) => {
        let calls = 0
        const talking = asking({
          count: {
            match: ['count'],
            act: async (chat) =>
              chat.say(`${chat.now().getTime() > 0} ${await chat.step('n', () => ++calls)}`),
          },
        })
        for (const [index, text] of ['hello', 'count', 'count', '4'].entries()) {
          talking.receive(text)
          for (let loss = 0; loss < (losses[index] ?? 0); loss++) await talking.play('recover')
          await talking.turn('recover')
        }
        expect(talking.texts).toEqual([
          ...['How many?', 'true 1', 'How many?', 'true 2', 'How many?', 'Noted: 4'],
        ])
      }),
      { numRuns: 30 },
    )
  })
})

describe('the interrupt human', () => {
  const talking = async (text: string, on: Interrupts = { human: true }) => {
    const conversation = talk(on, async (chat) => chat.say(`Noted: ${await chat.ask('How many?')}`))
    await conversation.hear('hello')
    return conversation.hear(text)
  }

  test.each([
    ...['human', 'Agent, please!', 'I want to talk to a person', 'can I speak with someone?'],
    ...['Quiero hablar con una persona', 'un humano por favor', 'falar com um atendente', 'ATENDENTE'],
  ])('hands over at "%s"', async (text) => {
    const conversation = await talking(text)

    expect(conversation.end).toMatchObject({ handoff: { reason: 'The contact asked for a person.' } })
    expect(conversation.texts.at(-1)).toBe('Of course. A person from the team will answer you here.')
  })

  test.each(['a person', 'una persona', 'we are human resources', 'the person before me said 4'])(
    'takes "%s" as an answer',
    async (text) => {
      expect((await talking(text)).texts.at(-1)).toBe(`Noted: ${text}`)
    },
  )

  test('asks its question again when people hand back, once', async () => {
    const conversation = await talking('human')
    await conversation.turn('hand_back')
    await conversation.hear('4')

    expect(conversation.texts.slice(2)).toEqual(['How many?', 'Noted: 4'])
  })

  test('may have words and deeds of its own', async () => {
    const conversation = await talking('gerente', {
      human: { match: ['gerente'], act: (chat) => chat.handoff('Wants the manager') },
    })

    expect(conversation.end).toMatchObject({ handoff: { reason: 'Wants the manager' } })
  })
})

test('an interrupt that says too little is refused when it is declared', () => {
  const declare = (on: Interrupts) => () => talk(on, async () => {})

  expect(declare({ prices: true })).toThrow("The interrupt 'prices' needs match")
  expect(declare({ prices: { match: [], act: () => {} } })).toThrow("'prices' needs match")
  expect(declare({ constructor: { match: ['x'] } })).toThrow("'constructor' needs match")
})
