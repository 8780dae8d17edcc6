import type { AiAsked } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Conversation } from '../testing/conversation.ts'
import { AiError, type Backend, defineBackend } from './index.ts'

type Run = Backend['run']
const talkTo = (run: Run) => new Conversation(defineBackend({ name: 'test', run }))

const Visit = z.object({ day: z.iso.date(), people: z.number().int().min(1).nullable() })
const aVisit: Run = async (chat) => {
  const { day, people } = await chat.ai.extract(Visit)
  await chat.ask(`On ${day}, ${people}?`)
  await chat.say('Noted.')
}

/** Says one answer after the other, and keeps what it was asked. */
function saying(t: Conversation, ...answers: unknown[]): AiAsked[] {
  const asked: AiAsked[] = []
  t.model = (question) => {
    asked.push(question)
    return answers[asked.length - 1]
  }
  return asked
}

describe('chat.ai.extract', () => {
  test('is told the shape, and a replay never asks again', async () => {
    const t = talkTo(aVisit)
    const asked = saying(t, { day: '2026-03-01', people: 2 })
    await t.hear('two of us on the first')
    await t.hear('yes')

    expect(t.texts).toEqual(['On 2026-03-01, 2?', 'Noted.'])
    expect(asked).toMatchObject([
      { kind: 'extract', of: null, wrong: null, schema: { required: ['day', 'people'] } },
    ])
    expect(t.journal[0]).toMatchObject({ kind: 'ai', name: 'extract', attempts: 1 })
  })

  test('asks once more for what does not fit, and says what was wrong', async () => {
    const t = talkTo(aVisit)
    const asked = saying(t, { day: 'tomorrow', people: 2 }, { day: '2026-03-01', people: null })
    await t.hear('tomorrow')

    expect(t.texts).toEqual(['On 2026-03-01, null?'])
    expect(asked[1]?.wrong).toMatchObject({ value: { day: 'tomorrow' } })
    expect(asked[1]?.wrong?.issues).toContain('day')
  })

  test('that fits at no try is an error of its own, recorded, which the code may catch', async () => {
    const t = talkTo(async (chat) => {
      const fault = await chat.ai.extract(Visit).catch((error: AiError) => error.fault)
      await chat.ask(`Sorry (${fault}), which day?`)
      await chat.say('Thank you.')
    })
    const asked = saying(t, {}, { day: 1 })
    await t.hear('hm')
    await t.hear('Monday')

    expect(t.texts).toEqual(['Sorry (invalid), which day?', 'Thank you.'])
    expect(asked).toHaveLength(2)
  })

  test('after a crash before it was recorded is asked once again', async () => {
    const t = talkTo(aVisit)
    const asked = saying(t, { day: '2026-03-01', people: 1 }, { day: '2026-03-02', people: 1 })
    t.beforeStep = () => {
      t.beforeStep = () => {}
      throw new Error('The server is gone.')
    }
    await expect(t.hear('one')).rejects.toThrow('The server is gone.')
    await t.turn('recover')
    await t.turn('recover')

    expect(t.texts).toEqual(['On 2026-03-02, 1?'])
    expect(asked).toHaveLength(2)
  })
})

describe('chat.ai.reply', () => {
  const answered = { action: 'answer', text: 'From 9 to 18.', citations: [] }

  test('says what was found, once, also when the turn is lost after it was recorded', async () => {
    const t = talkTo(async (chat) => {
      const reply = await chat.ai.reply()
      await chat.ask(`${reply.action}. More?`)
    })
    const asked = saying(t, answered)
    t.receive('when are you open?')
    await t.play('start')
    await t.turn('recover')
    await t.hear('no')

    expect(t.texts).toEqual(['From 9 to 18.', 'answer. More?'])
    expect(asked).toHaveLength(1)
    expect(t.journal.map(({ position, kind }) => `${position} ${kind}`)).toContain('0001.0001 say')
  })

  test('says nothing where people should answer, and gives the reason, whatever failed', async () => {
    const t = talkTo(async (chat) => {
      for (const _ of [1, 2]) {
        const reply = await chat.ai.reply({ of: 'open?' })
        await chat.say(reply.action === 'handoff' ? reply.reason : reply.text)
      }
    })
    const handoff = { action: 'handoff', reason: 'no_evidence', summary: 'Asked for the hours.' }
    saying(t, handoff, null, null)
    await t.hear('hello')

    expect(t.texts).toEqual(['no_evidence', 'provider_error'])
  })
})

describe('chat.ai.classify', () => {
  test('gives one of the labels, or null, and nothing else', async () => {
    const labels = ['order', { label: 'refund', meaning: 'wants money back' }] as const
    const t = talkTo(async (chat) => {
      const first: 'order' | 'refund' | null = await chat.ai.classify(labels, { of: 'my money!' })
      const second = await chat.ai.classify(labels).catch((error: AiError) => error.message)
      await chat.say(`${first}, ${await chat.ai.classify(labels)}, ${second}`)
    })
    const asked = saying(t, 'refund', 'Order', 'orders', null)
    await t.hear('hello')

    const told = 'chat.ai.classify: the model gave twice what does not fit. "orders" is none of the labels.'
    expect(t.texts).toEqual([`refund, null, ${told}`])
    expect(asked[0]).toMatchObject({
      of: 'my money!',
      labels: [{ label: 'order', meaning: null }, labels[1]],
    })
  })

  test('without a provider fails the run with the reason, when the code does not catch it', async () => {
    const t = talkTo(async (chat) => void (await chat.ai.classify(['a', 'b'])))
    t.model = () => {
      throw new AiError('not_configured', 'No provider is set.')
    }
    await t.hear('hello')

    expect(t.end).toMatchObject({ failure: { code: 'step_failed', message: 'No provider is set.' } })
  })

  test.each<[string, Run]>([
    ['one label', (chat) => chat.ai.classify(['a'])],
    ['the same label twice', (chat) => chat.ai.classify(['a', 'a'])],
    ['nothing to read', (chat) => chat.ai.classify(['a', 'b'], { of: ' ' })],
    ['a schema of what JSON has not', (chat) => chat.ai.extract(z.date())],
  ])('refuses %s before anybody is asked', async (_, run) => {
    const t = talkTo(run)
    const asked = saying(t)
    await t.hear('hello')

    expect(t.end).toMatchObject({ failure: { code: 'exception' } })
    expect(asked).toEqual([])
  })
})
