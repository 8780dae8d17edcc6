import { describe, expect, test } from 'vitest'
import type { SendOutcome } from '../outbound.ts'
import { whatsapp } from './whatsapp.ts'

const graphError = (code: unknown, more: Record<string, unknown> = {}) => ({
  error: { code, message: `(#${code})`, type: 'OAuthException', fbtrace_id: 'A1', ...more },
})
const accepted = (more: Record<string, unknown> = {}) => ({ messages: [{ id: 'wamid.9' }], ...more })

describe('an accepted message', () => {
  test.each([
    ['', {}, []],
    ['with a number', { contacts: [{ input: '+49 1', wa_id: '491' }] }, [{ kind: 'wa_id', value: '491' }]],
    [
      'with a user id',
      { contacts: [{ input: 'DE.1', user_id: 'DE.1' }] },
      [{ kind: 'bsuid', value: 'DE.1' }],
    ],
    [
      'with both',
      { contacts: [{ wa_id: '491', user_id: 'DE.1' }] },
      [
        { kind: 'bsuid', value: 'DE.1' },
        { kind: 'wa_id', value: '491' },
      ],
    ],
    ['with contacts of the wrong type', { contacts: [null] }, []],
    ['that is held', { messages: [{ id: 'wamid.9', message_status: 'held_for_quality_assessment' }] }, []],
    ['that is paused', { messages: [{ id: 'wamid.9', message_status: 'paused' }] }, []],
  ])('%s', (_name, more, recipient) => {
    expect(whatsapp.outcome(200, accepted(more))).toEqual({
      type: 'accepted',
      externalId: 'wamid.9',
      recipient,
    })
  })
})

describe('what may have been sent is unknown', () => {
  test.each([
    ['an empty 200', 200, ''],
    ['a 200 without messages', 200, { success: true }],
    ['a 200 with a message without an id', 200, { messages: [{ id: '' }] }],
    ['a 200 with half an answer', 200, '{"messages":[{"id":"wam'],
    ['a gateway’s page', 502, '<html>Bad gateway</html>'],
    ['a gateway’s JSON', 503, { error: { code: 503, message: 'Service unavailable' } }],
    ['a 500 without a body', 500, undefined],
    ['an error without a code', 500, { error: { message: 'x' } }],
    ['an error that is a text', 400, { error: 'invalid_request' }],
    ['a page from a proxy', 404, '<html>'],
    ['a message id under an error status', 500, accepted()],
  ])('%s', (_name, status, body) => {
    expect(whatsapp.outcome(status, body)).toEqual({
      type: 'unknown',
      reason: `HTTP ${status} with an unreadable body`,
    })
  })
})

describe('a refusal', () => {
  const cases: [SendOutcome['type'], (number | [code: number, subcode: number])[]][] = [
    ['window_closed', [131047, [10, 2018278], [10, 2534022], 2018065]],
    ['opted_out', [131050]],
    ['account_blocked', [0, 190, [190, 460], [190, 463], [190, 467], 104, 3, 10, 200, 250, 299, 368, 130497]],
    ['account_blocked', [131005, 131031, 131037, 131042, 131044, 131045, 133010]],
    ['retry', [1, 2, 1200, 131000, 131016, 133004, 135000, 131052, 132069, [100, 2018047], 2018007, 2018008]],
    ['retry', [4, 17, 32, 341, 613, 80002, 80007, 130429, 131048, 131056, 131057, 133016, [10, 1893063]]],
    [
      'rejected',
      [100, [100, 33], [100, 2018001], [100, 2534014], [200, 1545041], [551, 1545041], 230, 9010, 803],
    ],
    [
      'rejected',
      [131008, 131009, 131021, 131026, 131030, 131049, 131051, 131053, 131060, 131062, 131063, 131064],
    ],
    [
      'rejected',
      [130472, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 199999],
    ],
  ]

  test.each(cases.flatMap(([type, codes]) => codes.map((code) => [code, type] as const)))(
    '%j is %s',
    (code, type) => {
      const [main, subcode] = typeof code === 'number' ? [code] : code

      expect(whatsapp.outcome(400, graphError(main, { error_subcode: subcode }))).toMatchObject({
        type,
        code: `${main}`,
      })
    },
  )

  test.each([
    [131056, 'pair'],
    [130429, 'account'],
    [4, 'account'],
    [80005, 'account'],
    [131016, 'message'],
  ])('%i slows down the %s', (code, scope) => {
    expect(whatsapp.outcome(429, graphError(code))).toMatchObject({ type: 'retry', scope })
  })

  test('waits as long as the platform’s page says, and otherwise names no time', () => {
    expect(whatsapp.outcome(400, graphError(10, { error_subcode: 1893063 }))).toMatchObject({
      afterMs: 1_800_000,
    })
    expect(whatsapp.outcome(400, graphError(131056))).toMatchObject({ afterMs: null })
  })

  test('means the same under any HTTP status, also 200', () => {
    for (const status of [200, 400, 403, 500]) {
      expect(whatsapp.outcome(status, graphError(131047))).toMatchObject({ type: 'window_closed' })
    }
  })

  test('with an unknown code may be retried when the server failed, is busy, or says that it will pass', () => {
    expect(whatsapp.outcome(500, graphError(199999))).toMatchObject({ type: 'retry', scope: 'message' })
    expect(whatsapp.outcome(429, graphError(199999))).toMatchObject({ type: 'retry', scope: 'account' })
    expect(whatsapp.outcome(400, graphError(199999, { is_transient: true }))).toMatchObject({ type: 'retry' })
    expect(whatsapp.outcome(400, graphError(199999))).toMatchObject({ type: 'rejected' })
  })

  test('is read when the code is written as a text and everything else is of the wrong type', () => {
    const error = {
      code: '131047',
      message: 5,
      type: [],
      error_subcode: 'x',
      fbtrace_id: null,
      is_transient: 'no',
    }

    expect(whatsapp.outcome(400, { error })).toMatchObject({ type: 'window_closed', code: '131047' })
  })
})
