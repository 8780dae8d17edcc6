import { defineBackend } from '@hilo/sdk'
import { simulate } from '@hilo/sdk/testing'
import { expect, test } from 'vitest'

const before = defineBackend({
  name: 'kitchen',
  async run(chat) {
    const dish = await chat.ask('What would you like?')
    await chat.say(`${dish} it is.`)
  },
})

const after = defineBackend({
  name: 'kitchen',
  async run(chat) {
    if (chat.patched('greeting')) await chat.say('Nice to hear from you!')
    const dish = await chat.ask('What would you like?')
    await chat.say(`${dish} it is.`)
  },
})

test('a run under way goes on with patched code, and new ones do what is new', async () => {
  const t = simulate(before)
  await t.says('hello')
  expect(await t.reload(after)).toBeNull()
  await t.says('Soup')
  t.expect('Soup it is.')
  await t.says('hello again')

  t.expect('Nice to hear from you!', 'What would you like?')
})

test('without the patch its journal does not fit', async () => {
  const eager = defineBackend({
    name: 'kitchen',
    async run(chat) {
      await chat.say('Nice to hear from you!')
      await chat.say(`${await chat.ask('What would you like?')} it is.`)
    },
  })
  const t = simulate(before)
  await t.says('hello')

  expect(await t.reload(eager)).toMatchObject({ code: 'nondeterminism' })
})
