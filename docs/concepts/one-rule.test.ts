import { defineBackend } from '@hilo/sdk'
import { simulate } from '@hilo/sdk/testing'
import { expect, test } from 'vitest'

test('code that asks in another order than its journal is stopped, and both sides are shown', async () => {
  let turns = 0
  const broken = defineBackend({
    name: 'broken',
    async run(chat) {
      turns++
      if (turns === 1) await chat.ask('What is your name?')
      else await chat.choose('Which day?', ['Monday', 'Tuesday'])
    },
  })
  const t = simulate(broken)
  await t.says('hello')

  await expect(t.says('Ana')).rejects.toThrow(
    "The journal has ask 'What is your name?' at 0001, but the code now does choose 'Which day?' at 0001.",
  )
})

test('what is recorded is the same at each replay', async () => {
  const times: number[] = []
  const greeting = defineBackend({
    name: 'greeting',
    async run(chat) {
      const hour = chat.now().getUTCHours()
      times.push(hour)
      await chat.ask(hour < 12 ? 'Good morning! How are you?' : 'Hello! How are you?')
      await chat.say('Good to hear.')
    },
  })
  const t = simulate(greeting, { now: '2026-01-05T11:00:00Z' })
  await t.says('hi')
  t.expect('Good morning! How are you?')
  await t.advance('3 hours')
  await t.says('fine')

  expect(times).toEqual([11, 11])
})
