import type { Content } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { compareRun } from '../replay-gate/compare.ts'
import { Conversation } from '../testing/conversation.ts'
import { type Backend, type Chat, defineBackend } from './index.ts'

const VISIT = { flow: '5081209', text: 'When shall we come?', button: 'Choose a day' }
const Day = z.object({ day: z.enum(['Friday', 'Monday']) })

const asks = (change: object = {}) =>
  defineBackend({
    name: 'test',
    run: async (chat) => chat.say(JSON.stringify(await chat.form({ ...VISIT, as: Day, ...change }))),
  })

/** A conversation whose form is on the phone. */
async function asked(backend = asks()) {
  const talking = new Conversation(backend)
  await talking.hear('hi')
  return talking
}

const tokens = ({ sent }: Conversation) => sent.flatMap((each) => (each.type === 'form' ? [each.token] : []))
const filled = (token: string | undefined, data: unknown): Content => ({
  ...{ type: 'form_reply', name: 'flow', data },
  ...(token !== undefined && { token }),
})

test('gives what was filled in, and refuses the rest with the form again', async () => {
  const talking = await asked()
  await talking.hear('Friday, please')
  await talking.hear(filled('another:1:0001', { day: 'Friday' }))
  await talking.hear(filled(undefined, 'Friday'))
  const [first, second, ...more] = tokens(talking)
  await talking.hear(filled(second, { day: 'Tuesday' }))
  // The first form is still on the phone, and is of the same question.
  await talking.hear(filled(first, { day: 'Monday' }))

  expect(talking.texts).toEqual([
    VISIT.text,
    ...Array(4).fill('Please press the button, and fill in the form.'),
    '{"day":"Monday"}',
  ])
  expect(new Set([first, second, ...more]).size).toBe(4)
  expect(talking.journal[0]).toMatchObject({ kind: 'ask', value: { wants: 'form' } })
})

test('has the same token when its turn is played again', async () => {
  const talking = new Conversation(asks())
  talking.receive('hi')
  const [lost, again] = [await talking.play('start'), await talking.play('start')]

  expect(again.entries).toEqual(lost.entries)
  expect(lost.entries[0]?.content).toMatchObject({ token: expect.stringMatching(/^[0-9a-f-]{36}:1:0001$/) })
})

test('is an answer whatever words it has, and an interrupt goes before what is none', async () => {
  const talking = new Conversation(
    defineBackend({
      name: 'test',
      on: { human: { act: (chat: Chat) => chat.say('A person comes.') } },
      run: async (chat) => chat.say(JSON.stringify(await chat.form(VISIT))),
    }),
  )
  await talking.hear('hi')
  await talking.hear('human')
  expect(talking.texts.slice(1)).toEqual(['A person comes.', VISIT.text])
  const data = { note: 'human' }
  await talking.hear(filled(tokens(talking)[0], data))

  expect(talking.texts.at(-1)).toBe(JSON.stringify(data))
})

test('asks with questions where there are no forms, or says what to do', async () => {
  const onWeb = (backend: Backend) => {
    const talking = new Conversation(backend)
    const { contact } = talking.circumstances
    talking.circumstances = { ...talking.circumstances, contact: { ...contact, channel: 'web' } }
    return talking.hear('hi')
  }
  const fallback = (chat: Chat) => async () => ({ day: await chat.ask('Which day?') })
  const run = async (chat: Chat) =>
    chat.say(JSON.stringify(await chat.form({ ...VISIT, fallback: fallback(chat) })))
  const asking = await onWeb(defineBackend({ name: 'test', run }))
  await asking.hear('Sunday')

  expect(asking.texts).toEqual(['Which day?', '{"day":"Sunday"}'])
  expect((await onWeb(asks())).end).toMatchObject({
    failure: {
      message: 'Error: There are no forms on web: give chat.form a fallback that asks with questions.',
    },
  })
})

test.each([
  [{ button: 'x'.repeat(31) }, 'The button of a form must be a text of 1 to 30 characters.'],
  [{ flow: ' ' }, 'The flow of a form'],
  [{ text: '' }, 'A message must not be empty.'],
  [{ data: { a: 1 } }, 'name that too'],
  [{ screen: 'DAY', data: {} }, 'an object with something in it'],
  [{ screen: 'DAY', data: { a: () => 1 } }, 'must be plain JSON'],
])('a form with %j ends the run before it is sent', async (change, words) => {
  const { end, sent } = await asked(asks(change))

  expect(end).toMatchObject({ failure: { message: expect.stringContaining(words) } })
  expect(sent).toEqual([])
})

test('is the same question in a recorded run, wherever other code puts it', async () => {
  const talking = await asked()
  await talking.hear(filled(tokens(talking)[0], { day: 'Friday' }))
  const moved = defineBackend({
    name: 'test',
    run: async (chat) => {
      await chat.tag('visit')
      await chat.say(JSON.stringify(await chat.form({ ...VISIT, as: Day, button: 'Pick' })))
    },
  })

  expect(await compareRun(moved, talking.toRecord('1'))).toMatchObject({ verdict: 'same' })
})
