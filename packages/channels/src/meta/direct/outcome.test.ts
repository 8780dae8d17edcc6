import { describe, expect, test } from 'vitest'
import { instagram, messenger } from '../../index.ts'
import type { SendOutcome } from '../../outbound.ts'
import { CAUSES } from './causes.ts'

const graphError = (code: number, subcode?: number, more: Record<string, unknown> = {}) => ({
  error: {
    code,
    error_subcode: subcode,
    message: `(#${code})`,
    type: 'OAuthException',
    fbtrace_id: 'A1',
    ...more,
  },
})

describe('an accepted message', () => {
  test('has an id, and who it went to', () => {
    expect(messenger.outcome(200, { recipient_id: '25', message_id: 'm_9' })).toEqual({
      type: 'accepted',
      externalId: 'm_9',
      recipient: [{ kind: 'psid', value: '25' }],
    })
    expect(instagram.outcome(200, { recipient_id: '25', message_id: 'm_9' })).toMatchObject({
      recipient: [{ kind: 'igsid', value: '25' }],
    })
  })

  test('may leave the recipient out', () => {
    expect(messenger.outcome(200, { message_id: 'm_9' })).toMatchObject({ type: 'accepted', recipient: [] })
  })

  test('that is a reaction has no id', () => {
    expect(messenger.outcome(200, { recipient_id: '25' })).toMatchObject({
      type: 'accepted',
      externalId: null,
    })
  })
})

describe('what may have been sent is unknown', () => {
  test.each([
    ['an empty 200', 200, ''],
    ['a 200 that says nothing', 200, { success: true }],
    ['half an answer', 200, '{"message_id":"m'],
    ['a gateway’s page', 502, '<html>Bad gateway</html>'],
    ['a gateway’s JSON', 503, { error: { code: 503, message: 'Service unavailable' } }],
    ['an id under an error status', 500, { message_id: 'm_9' }],
  ])('%s', (_name, status, body) => {
    expect(messenger.outcome(status, body)).toMatchObject({ type: 'unknown' })
  })
})

describe('a refusal', () => {
  const cases: [SendOutcome['type'], (number | [code: number, subcode: number])[]][] = [
    ['window_closed', [[10, 2018278], [10, 2534022], 2018065]],
    ['account_blocked', [0, 190, [190, 460], [190, 463], [190, 467], 3, 10, 200, 299, 368, [200, 2534041]]],
    [
      'retry',
      [1, 2, 1200, 4, 17, 32, 341, 613, 80002, 80007, [10, 1893063], [100, 2018047], 2018007, 2018008],
    ],
    [
      'rejected',
      [
        100,
        [100, 33],
        [100, 2018001],
        [10, 2018300],
        [100, 2534014],
        [551, 1545041],
        [200, 1545041],
        230,
        9010,
        2500,
        199999,
      ],
    ],
  ]

  test.each(cases.flatMap(([type, codes]) => codes.map((code) => [code, type] as const)))(
    '%j is %s on both platforms',
    (code, type) => {
      const [main, subcode] = typeof code === 'number' ? [code] : code

      expect(messenger.outcome(400, graphError(main, subcode))).toMatchObject({ type, code: `${main}` })
      expect(instagram.outcome(400, graphError(main, subcode))).toMatchObject({ type, code: `${main}` })
    },
  )

  test.each([
    [613, undefined, 'account', 60_000],
    [80006, undefined, 'account', 60_000],
    [10, 1893063, 'account', 1_800_000],
    [1200, undefined, 'message', null],
  ])('%j/%j says what slows down and for how long', (...[code, subcode, scope, afterMs]) => {
    expect(messenger.outcome(400, graphError(code, subcode))).toMatchObject({ type: 'retry', scope, afterMs })
  })

  test('names the platform it came from', () => {
    expect(messenger.outcome(400, graphError(190))).toMatchObject({
      reason: expect.stringContaining('Messenger'),
    })
    expect(instagram.outcome(400, graphError(190))).toMatchObject({
      reason: expect.stringContaining('Instagram'),
    })
    expect(instagram.outcome(400, graphError(199999))).toMatchObject({
      reason: 'Instagram refused the message (code 199999).',
    })
  })

  test('means the same under any HTTP status, also 200', () => {
    for (const status of [200, 400, 500]) {
      expect(messenger.outcome(status, { recipient_id: '25', ...graphError(190) })).toMatchObject({
        type: 'account_blocked',
      })
    }
  })

  test('with an unknown code may be retried when the server failed, is busy, or says that it will pass', () => {
    expect(messenger.outcome(500, graphError(199999))).toMatchObject({ type: 'retry', scope: 'message' })
    expect(messenger.outcome(429, graphError(199999))).toMatchObject({ type: 'retry', scope: 'account' })
    expect(messenger.outcome(400, graphError(199999, 1, { is_transient: true }))).toMatchObject({
      type: 'retry',
    })
  })
})

test('every cause has a whole sentence in every language, and no two languages share one', () => {
  for (const { en, es } of Object.values(CAUSES)) {
    expect(en).toMatch(/^[A-Z{].{15,}\.$/)
    expect(es).toMatch(/^[A-ZÁÉÍÓÚ{].{15,}\.$/)
    expect(es).not.toBe(en)
  }
})
