import { describe, test } from 'vitest'
import { type Chat, defineBackend } from '../index.ts'
import { simulate } from '../testing.ts'

describe('a burst', () => {
  const backend = defineBackend({
    name: 'test',
    run: async (chat: Chat) => {
      const said = await chat.ask('What is it?')
      const day = await chat.choose('When?', ['Monday', 'Tuesday'])
      await chat.say(`${said} on ${day}`)
    },
  })

  test('is one answer where the inbox says so, and each message one where it does not', async () => {
    const t = simulate(backend, { bursts: true })
    await t.says('hello', 'is anybody there?')
    t.expect('What is it?')
    await t.says('a table', 'for two')
    t.expect('When?')
    await t.says('Monday')
    t.expect('a table\nfor two on Monday')

    const single = simulate(backend)
    await single.says('hello')
    await single.says('a table', 'Tuesday')
    single.expect('When?', 'a table on Tuesday')
  })

  test('is one where the question says so', async () => {
    const t = simulate(
      defineBackend({
        name: 'test',
        run: async (chat) => chat.say(`Noted: ${await chat.ask('Why?', { burst: '2 seconds' })}`),
      }),
    )
    await t.says('hello')
    await t.says('because', 'it is late')

    t.expect('Noted: because\nit is late')
  })
})
