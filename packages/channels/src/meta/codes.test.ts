import { describe, expect, test } from 'vitest'
import { instagram, messenger, whatsapp } from '../index.ts'
import { WHATSAPP_ERRORS } from '../whatsapp/errors.ts'
import { errorsOf } from './direct/errors.ts'
import { causeIn, sentenceIn } from './errors.ts'

// Every code that Meta lists for the three channels, with the outcome of the closed list that its line in
// Meta's documentation calls for.

type Channel = 'W' | 'M' | 'I'
type Line = [channels: string, codes: (number | string)[], outcome: string]

const LINES: Line[] = [
  ['WMI', [0, 190, '190/460', '190/463', '190/467'], 'account_blocked'],
  ['WMI', [3, 10, 200, 219, 299], 'account_blocked'],
  ['MI', ['10/2018278', '10/2534022'], 'window_closed'],
  ['MI', ['10/1893063'], 'retry account'],
  ['WMI', [100, '100/33'], 'rejected'],
  ['MI', ['100/2018001', '100/2534014'], 'rejected'],
  ['WMI', [1, 2, 1200], 'retry message'],
  ['W', [131000, 131016, 133004, 135000, 132069], 'retry message'],
  ['WMI', [4, 17, 32, 341, 613, 80002, 80007], 'retry account'],
  ['W', [130429, 131048, 131057, 133016], 'retry account'],
  ['W', [131056], 'retry pair'],
  ['W', [131050], 'opted_out'],
  ['W', [131047], 'window_closed'],
  ['W', [131049, 131026, 131021, 131030, 131008, 131009, 131051, 131053, 131060], 'rejected'],
  ['W', [131062, 131063, 130472, 132000, 132012, 132018, 132001, 132005, 132007], 'rejected'],
  ['W', [132008, 132015, 132016, 132068], 'rejected'],
  ['W', [131031, 130497, 131037, 131042, 131044, 131045, 133010], 'account_blocked'],
  ['WMI', [368], 'account_blocked'],
  ['W', [131052], 'retry message'],
  ['M', ['551/1545041', '200/1545041'], 'rejected'],
  ['MI', [230, 9010], 'rejected'],
  ['M', ['100/2018047', 2018007, 2018008], 'retry message'],
  ['M', [2018065], 'window_closed'],
  ['I', ['200/2534041'], 'account_blocked'],
]

const TABLES = { W: WHATSAPP_ERRORS, M: errorsOf('Messenger'), I: errorsOf('Instagram') }
const ADAPTERS = { W: whatsapp, M: messenger, I: instagram }

const cases = LINES.flatMap(([channels, codes, outcome]) =>
  codes.flatMap((written) => {
    const [code, subcode] = String(written).split('/').map(Number)
    return [...channels].map((channel) => ({
      ...{ channel: channel as Channel, written, code: code as number, subcode, outcome },
    }))
  }),
)

describe('every code of Meta’s lists', () => {
  test.each(cases)('$channel $written is $outcome', ({ channel, code, subcode, outcome }) => {
    const error = { code, error_subcode: subcode, type: 'OAuthException', fbtrace_id: 'A' }
    const answered = ADAPTERS[channel].outcome(400, { error })

    const what = answered.type === 'retry' ? `retry ${answered.scope}` : answered.type
    expect(what).toBe(outcome)
  })

  test.each(cases)('$channel $written has a sentence in three languages', ({ channel, code, subcode }) => {
    const table = TABLES[channel]
    expect(causeIn(table, code, subcode)).toBeDefined()

    const sentences = (['en', 'es', 'pt'] as const).map((language) =>
      sentenceIn(table, { code, subcode }, language),
    )

    expect(new Set(sentences).size).toBe(3)
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-ZÁÉÍÓÚ].{15,}\.$/)
      expect(sentence).not.toContain('{name}')
    }
  })
})

test('a code that is in no list ends as its status says, and is named', () => {
  const error = { code: 199_999, type: 'OAuthException', fbtrace_id: 'A' }
  for (const { outcome } of Object.values(ADAPTERS)) {
    expect(outcome(400, { error })).toMatchObject({
      type: 'rejected',
      reason: expect.stringContaining('199999'),
    })
    expect(outcome(503, { error })).toMatchObject({ type: 'retry', scope: 'message' })
    expect(outcome(429, { error })).toMatchObject({ type: 'retry', scope: 'account' })
  }
})
