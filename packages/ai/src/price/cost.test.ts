import { describe, expect, test } from 'vitest'
import { NO_USAGE, type Usage } from '../model/usage.ts'
import { costOf } from './cost.ts'

const used: Usage = {
  ...{ inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 500_000, reasoningTokens: 100_000 },
  source: 'reported',
}

describe('costOf', () => {
  test.each([
    { what: 'a known model', model: 'gpt-4.1-mini', more: {}, microUsd: 1_200_000 },
    { what: 'a dated snapshot', model: 'gpt-4.1-mini-2025-04-14', more: {}, microUsd: 1_200_000 },
    { what: 'what was cached', model: 'gpt-4.1-mini', more: { cachedTokens: 1_000_000 }, microUsd: 900_000 },
    { what: 'a part upwards', model: 'gpt-5-nano', more: { inputTokens: 1, outputTokens: 0 }, microUsd: 1 },
  ])('prices $what', ({ model, more, microUsd }) => {
    expect(costOf({ ...used, ...more }, { list: 'openai', model })).toEqual({
      microUsd,
      priceVersion: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    })
  })

  test.each([
    { what: 'by its minutes', model: 'whisper-1', more: {}, microUsd: 9_000 },
    { what: 'by them whatever is told', model: 'gpt-transcribe', more: {}, microUsd: 6_750 },
    { what: 'not, where no page says it', model: 'gpt-4o-transcribe-diarize', more: {}, microUsd: null },
    {
      what: 'by its tokens, where they are told',
      model: 'gpt-4o-transcribe',
      more: {},
      microUsd: 7_500_000,
    },
    {
      ...{ what: 'by its minutes, where they are not', model: 'gpt-4o-transcribe' },
      ...{ more: { source: 'estimated' as const }, microUsd: 9_000 },
    },
    {
      what: 'not at all without its length',
      model: 'whisper-1',
      more: { audioSeconds: undefined },
      microUsd: null,
    },
  ])('prices sound $what', ({ model, more, microUsd }) => {
    expect(costOf({ ...used, audioSeconds: 90, ...more }, { list: 'openai', model })).toMatchObject({
      microUsd,
    })
  })

  test.each([
    ['gpt-99', 'openai' as const],
    ['constructor', 'openai' as const],
    ['gpt-4.1-mini', null],
  ])('knows no price of %s on the list %s, which is not a price of nothing', (model, list) => {
    expect(costOf(used, { list, model })).toEqual({ microUsd: null, priceVersion: null })
  })

  test('takes nothing for what was refused, also where prices are not known', () => {
    expect(costOf(NO_USAGE, { list: null, model: 'gpt-99' })).toMatchObject({ microUsd: 0 })
  })
})
