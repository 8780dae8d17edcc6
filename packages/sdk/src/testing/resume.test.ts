import { describe, expect, test } from 'vitest'
import { defineBackend, type Resume } from '../index.ts'
import { simulate } from '../testing.ts'

const asking = (resume: Resume) =>
  defineBackend({
    name: 'test',
    resume,
    run: async (chat) => chat.say(`Noted: ${await chat.ask('What is it?')}`),
  })

describe('a conversation that a person took', () => {
  test('is handed back by itself after the silence, and the question is put again', async () => {
    const t = simulate(asking({ afterSilence: '30 minutes' }))
    await t.says('hello')
    t.takeOver()
    await t.advance('29 minutes')
    t.expect()
    expect(t.status).toBe('with people')
    await t.advance('1 minute')

    t.expect('What is it?')
    await t.says('my order')
    t.expect('Noted: my order')
    expect(t.transcript).toContain('-- handed back after silence')
  })

  test('stays with people as long as the contact writes', async () => {
    const t = simulate(asking('after 30 minutes of silence'))
    await t.says('hello')
    t.takeOver()
    await t.advance('20 minutes')
    await t.says('are you there?')
    await t.advance('29 minutes')
    expect(t.status).toBe('with people')
    await t.advance('1 minute')

    t.expect('What is it?')
  })

  test('is not handed back twice when people were quicker', async () => {
    const t = simulate(asking({ afterSilence: '30 minutes' }))
    await t.says('hello')
    t.takeOver()
    await t.handBack()
    t.expect('What is it?')
    await t.advance('2 hours')

    t.expect()
  })

  test('stays with them by default', async () => {
    const t = simulate(asking('on hand-back'))
    await t.says('hello')
    t.takeOver()
    await t.advance('30 days')

    expect(t.status).toBe('with people')
  })

  test('ends the run where it is never resumed, and the next message after the hand-back starts another', async () => {
    const t = simulate(asking('never'))
    await t.says('hello')
    t.takeOver()
    expect(t.outcome).toBe('handed_off')
    await t.says('hello?')
    await t.handBack()
    t.expect()
    await t.says('hello again')

    t.expect('What is it?')
    expect(t.records).toHaveLength(2)
  })

  test('that the code gave to people waits for them, whatever the rule', async () => {
    const t = simulate(
      defineBackend({
        name: 'test',
        resume: { afterSilence: '30 minutes' },
        run: async (chat) => {
          await chat.handoff('Wants a person')
          await chat.say('Back again.')
        },
      }),
    )
    await t.says('hello')
    await t.advance('1 day')
    expect(t.status).toBe('with people')
    await t.handBack()

    t.expect('Back again.')
  })
})
