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
    expect(costOf({ ...used, ...more }, { list: 'openai', own: null, model })).toEqual({
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
    expect(
      costOf({ ...used, audioSeconds: 90, ...more }, { list: 'openai', own: null, model }),
    ).toMatchObject({
      microUsd,
    })
  })

  test.each([
    ['gpt-99', 'openai' as const],
    ['constructor', 'openai' as const],
    ['gpt-4.1-mini', null],
  ])('knows no price of %s on the list %s, which is not a price of nothing', (model, list) => {
    expect(costOf(used, { list, own: null, model })).toEqual({ microUsd: null, priceVersion: null })
  })

  test('takes nothing for what was refused, also where prices are not known', () => {
    expect(costOf(NO_USAGE, { list: null, own: null, model: 'gpt-99' })).toMatchObject({ microUsd: 0 })
  })

  const priced = { input: 1_000_000, cached: 100_000, output: 2_000_000, minute: null, isInstead: false }
  const own = {
    version: 3,
    models: [
      { ...priced, model: 'llama' },
      { ...priced, model: 'gpt-4.1' },
      { ...priced, model: 'gpt-4.1-mini', isInstead: true },
      { ...priced, model: 'free', input: 0, cached: 0, output: 0 },
      { ...priced, model: 'ear', minute: 6_000 },
    ],
  }

  test.each([
    { what: 'a model that is on no list', list: null, model: 'llama', more: {}, microUsd: 2_000_000 },
    { what: 'its snapshots', list: null, model: 'llama-2025-04-14', more: {}, microUsd: 2_000_000 },
    {
      what: 'what was cached',
      list: null,
      model: 'llama',
      more: { cachedTokens: 500_000 },
      microUsd: 1_550_000,
    },
    { what: 'a model that is free', list: null, model: 'free', more: {}, microUsd: 0 },
    {
      what: 'a listed one where it says so',
      list: 'openai',
      model: 'gpt-4.1-mini',
      more: {},
      microUsd: 2_000_000,
    },
    { what: 'sound by the minute', list: null, model: 'ear', more: { audioSeconds: 90 }, microUsd: 9_000 },
    { what: 'text of that one by tokens', list: null, model: 'ear', more: {}, microUsd: 2_000_000 },
  ] as const)('by the own prices of an org: $what', ({ list, model, more, microUsd }) => {
    expect(costOf({ ...used, ...more }, { list, own, model })).toEqual({ microUsd, priceVersion: 'own-3' })
  })

  test('leaves the published price where the org does not say that its own holds instead', () => {
    expect(costOf(used, { list: 'openai', own, model: 'gpt-4.1' })).toMatchObject({
      ...{ microUsd: 6_000_000, priceVersion: expect.stringMatching(/^\d{4}/) },
    })
  })

  test('knows no price of sound by tokens that nobody told', () => {
    const sound = { ...used, inputTokens: 0, outputTokens: 0, audioSeconds: 90 }
    expect(costOf(sound, { list: null, own, model: 'llama' }).microUsd).toBeNull()
  })
})
