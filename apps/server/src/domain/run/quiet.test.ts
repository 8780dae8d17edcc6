import type { Wait } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import type { Inbox } from '../inbox/inbox.ts'
import { quietOf } from './quiet.ts'
import type { ClaimedRun } from './run.ts'

const asks = (burst?: 'always' | 'inbox' | number): Wait => ({
  ...{ kind: 'message', position: '0001', name: 'What?', dueAt: null },
  ...(burst === undefined ? {} : { burst }),
})

function quietMs(
  text: string,
  { wait = asks('inbox') as Wait | null, wake = 'message' as ClaimedRun['wake'], bursts = true } = {},
): number | null {
  const run = { wait, wake } as ClaimedRun
  return quietOf({ bursts } as Inbox, run, { type: 'text', text })?.ms ?? null
}

describe('the quiet after a message', () => {
  test.each([
    'I would like a table.',
    'Is anybody there?',
    'Thanks!',
    'a table for two on Friday evening, at the window if there is one, we come at about eight',
  ])('is short behind what looks finished: %s', (text) => {
    expect(quietMs(text)).toBe(1_200)
  })

  test.each(['hello,', 'I want a table and', 'quiero una mesa y', 'uma mesa com', 'well...', ''])(
    'is long behind what goes on: %s',
    (text) => {
      expect(quietMs(text)).toBe(4_000)
    },
  )

  test('shrinks with the length of what has no mark at its end', () => {
    const [short, longer] = [quietMs('hello'), quietMs('hello, I would like to know')]

    expect(short).toBeGreaterThan(3_000)
    expect(longer).toBeLessThan(short ?? 0)
  })

  test('is as long as the author says, whatever was written', () => {
    expect(quietMs('hello,', { wait: asks(2_000), bursts: false })).toBe(2_000)
  })
})

describe('there is nothing to wait for', () => {
  test.each<[string, Parameters<typeof quietMs>[1]]>([
    ['where the inbox takes no bursts', { bursts: false }],
    ['before a run begins there', { wait: null, wake: 'start', bursts: false }],
    ['where the question is answered by one message', { wait: asks() }],
    ['while the code sleeps', { wait: { ...asks(), kind: 'sleep', dueAt: 1 } as Wait }],
    ['when a member cancelled the run', { wake: 'cancel' }],
    ['when people have just handed back', { wake: 'hand_back' }],
  ])('%s', (_, over) => {
    expect(quietMs('hello', over)).toBeNull()
  })

  test('but where the question takes bursts, and before a run begins where the inbox does', () => {
    expect(quietMs('Hello.', { wait: asks('always'), bursts: false })).toBe(1_200)
    expect(quietMs('Hello.', { wait: null, wake: 'start' })).toBe(1_200)
  })
})
