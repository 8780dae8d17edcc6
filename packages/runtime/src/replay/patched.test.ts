import { describe, expect, test } from 'vitest'
import { Conversation } from '../testing/conversation.ts'
import type { Chat } from './chat.ts'
import { defineBackend } from './index.ts'

const talk = (run: (chat: Chat) => Promise<unknown>) => new Conversation(defineBackend({ name: 'test', run }))

const old = async (chat: Chat) => {
  for (const question of ['One?', 'Two?', 'Three?']) await chat.ask(question)
  await chat.say('Bye.')
}

/** The same, with a word in between. */
const patched = async (chat: Chat) => {
  for (const question of ['One?', 'Two?', 'Three?']) {
    if (chat.patched('thanks')) await chat.say('Thanks!')
    await chat.ask(question)
  }
  if (chat.patched('name')) await chat.say('Bye, Ana.')
  else await chat.say('Bye.')
}

/** A run of `before` that goes on with `after`. */
async function deployed(before: typeof old, after: typeof old, texts: string[]): Promise<Conversation> {
  const [talking, next] = [talk(before), talk(after)]
  for (const text of texts) await talking.hear(text)
  talking.backend = next.backend
  return talking
}

describe('chat.patched', () => {
  test('is true for a run that begins on the new code, at each replay', async () => {
    const talking = talk(patched)
    for (const text of ['hello', '1', '2', '3']) await talking.hear(text)

    expect(talking.texts.filter((text) => text === 'Thanks!')).toHaveLength(3)
    expect(talking.texts.at(-1)).toBe('Bye, Ana.')
    expect(talking.journal.slice(0, 2)).toMatchObject([
      { position: '0000.0001', kind: 'patched', name: 'thanks' },
      { position: '0000.0002', kind: 'patched', name: 'name' },
    ])
  })

  test('is false where an older journal has passed, to the end of the run, and true behind it', async () => {
    const talking = await deployed(old, patched, ['hello', '1'])
    for (const text of ['2', '3']) await talking.hear(text)

    expect(talking.texts).toEqual(['One?', 'Two?', 'Three?', 'Bye, Ana.'])
    expect(talking.end).toEqual({ type: 'done', outcome: null })
  })

  test('leaves a mark that nobody asks for any more without a divergence', async () => {
    const always = async (chat: Chat) => {
      for (const question of ['One?', 'Two?', 'Three?']) {
        await chat.say('Thanks!')
        await chat.ask(question)
      }
    }
    const talking = await deployed(patched, always, ['hello', '1'])
    for (const text of ['2', '3']) await talking.hear(text)

    expect(talking.end).toEqual({ type: 'done', outcome: null })
  })

  test('is the same after a crash that left a step ahead of it', async () => {
    const talking = talk(async (chat) => {
      const isNew = chat.patched('fast')
      await chat.step(isNew ? 'fast' : 'slow', () => 1)
      await chat.say('Done.')
    })
    await talking.receive('hello').play('start')
    await talking.turn('recover')

    expect(talking.texts).toEqual(['Done.'])
    expect(talking.journal.map(({ kind, name }) => `${kind} ${name}`)).toContain('step fast')
  })

  test('is asked anew in each generation', async () => {
    const talking = talk(async (chat) => {
      chat.patched('a')
      if (!chat.state) await chat.checkpoint(true)
      await chat.ask('?')
    })
    await talking.hear('hello')

    expect(talking.journal.map(({ position, kind }) => `${position} ${kind}`)).toEqual([
      ...['0000 state', '0000.0001 patched', '0001 ask'],
    ])
  })

  test('needs a name', async () => {
    const talking = talk(async (chat) => chat.patched(' '))
    await talking.hear('hello')

    expect(talking.end).toMatchObject({
      failure: { message: 'Error: A patch needs a name of 1 to 200 characters.' },
    })
  })
})
