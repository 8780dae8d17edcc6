import { AiError } from '@hilo/sdk'
import { simulate } from '@hilo/sdk/testing'
import { expect, test } from 'vitest'
import frontDesk from './front-desk.ts'

test('a guest is asked only for what they have not said', async () => {
  const t = simulate(frontDesk, {
    ai: { classify: 'book', extract: { from: '2026-03-01', guests: null } },
  })
  await t.says('A room from the first of March, please')
  t.expect('For how many?')
  await t.says('2')

  t.expect('From 2026-03-01, for 2. A person confirms it today.')
  expect(t.asks.map(({ name, of }) => `${name}: ${of}`)).toEqual([
    'classify: A room from the first of March, please',
    'extract: A room from the first of March, please',
  ])
})

test.each([
  [{ action: 'answer', text: 'The pool opens at 9:00.', citations: [] }, ['The pool opens at 9:00.'], null],
  [{ action: 'handoff', reason: 'no_evidence', summary: null }, [], 'no_evidence'],
])('what is no booking is answered from the knowledge, or by people', async (reply, said, reason) => {
  const t = simulate(frontDesk, { ai: { classify: null, reply } })
  await t.says('When does the pool open?')

  t.expect(...said)
  expect(t.handoff?.reason ?? null).toBe(reason)
})

test('what does not fit is asked for again, and then is an error', async () => {
  const wrong: (string | null)[] = []
  const t = simulate(frontDesk, {
    ai: {
      classify: 'book',
      extract: (asked) => {
        wrong.push(asked.wrong)
        return { from: 'soon', guests: 2 }
      },
    },
  })
  await expect(t.says('a room')).rejects.toThrow('the model gave twice what does not fit')

  expect(wrong).toEqual([null, expect.stringContaining('from')])
  expect(t.status).toBe('with people')
})

test.each([
  ['where no provider is set', undefined],
  ['while none answers', { classify: () => Promise.reject(new AiError('timeout', 'No provider answered.')) }],
])('a menu asks %s', async (_, ai) => {
  const t = simulate(frontDesk, ai ? { ai } : {})
  await t.says('a room')
  t.expect('How can we help?')
  await t.presses('change')

  expect(t.handoff?.reason).toBe('Wants another day')
})

test('a test that forgets what a model would say fails, whatever the code makes of it', async () => {
  const t = simulate(frontDesk, { ai: { extract: {} } })

  await expect(t.says('a room')).rejects.toThrow('chat.ai.classify has no stand-in')
})
