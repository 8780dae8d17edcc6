import type { Expectation, PlayedAnswer, TestTurn } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { judgeAnswer } from './judge-answer.ts'
import { hasPassed, playCase } from './play-case.ts'

const NOTHING: Expectation = { actions: [], reasons: [], says: [], saysNot: [], cites: [] }
const CITED = {
  ...{
    chunkId: 'c',
    articleId: 'a',
    version: 1,
    title: 'Devolución de compras',
    audience: 'public' as const,
  },
  ...{ start: 0, end: 1, quote: 'D' },
}
const ANSWER: PlayedAnswer = {
  ...{ action: 'answer', text: 'Tenés  30 días\npara la devolución.', reason: null, citations: [CITED] },
  ...{ language: 'es', ms: 1 },
  calls: [
    { tool: 'cancel', input: { order: 'A-7' }, outcome: 'done', result: '{}' },
    { tool: 'buy', input: { 'items[0].sku': 'A-1', 'items[1].sku': 'B-2' }, outcome: 'done', result: '{}' },
  ],
}

type Judging = { wanted: Partial<Expectation>; came?: Partial<PlayedAnswer> }

describe('judging', () => {
  test.each<[string, Judging, string[]]>([
    ['nothing is asked', { wanted: {} }, []],
    ['another action', { wanted: { actions: ['clarify', 'handoff'] } }, ['action']],
    ['words without accents, over a line', { wanted: { says: ['DIAS para la devolucion'] } }, []],
    ['words that are missing', { wanted: { says: ['30 días', 'gratis'] } }, ['missing']],
    ['a pattern', { wanted: { says: ['/\\b3\\d d[ií]as/'], saysNot: ['/\\$ ?\\d/'] } }, []],
    ['words that may not be', { wanted: { saysNot: ['30 dias'] } }, ['forbidden']],
    ['an article by its title', { wanted: { cites: ['devolucion de compras'] } }, []],
    [
      'an article by its id, and one that is not cited',
      { wanted: { cites: ['a', 'Envíos'] } },
      ['not_cited'],
    ],
    [
      'another reason',
      { wanted: { reasons: ['user_asked'] }, came: { action: 'handoff', reason: 'budget' } },
      ['reason'],
    ],
    ['no reason at all', { wanted: { reasons: ['user_asked'] } }, ['reason']],
    [
      'a pattern that would never end',
      { wanted: { says: ['/^(a+)+$/'] }, came: { text: `${'a'.repeat(50)}!` } },
      ['unreadable'],
    ],
    ['a pattern that is none', { wanted: { says: ['/(/'] } }, ['unreadable']],
    [
      'a tool with words anywhere in a list, and in one place of it',
      {
        wanted: {
          calls: [{ tool: 'buy', input: { 'items.sku': 'b-2', 'items[0].sku': 'A-1', items: 'b-2' } }],
        },
      },
      [],
    ],
    [
      'a tool with words in another place of a list',
      { wanted: { calls: [{ tool: 'buy', input: { 'items[0].sku': 'B-2' } }] } },
      ['not_called'],
    ],
    ['a tool with these words', { wanted: { calls: [{ tool: 'cancel', input: { order: 'a-7' } }] } }, []],
    [
      'another input, and a tool that was not called',
      {
        wanted: {
          calls: [
            { tool: 'cancel', input: { order: '/^A-8/' } },
            { tool: 'refund', input: {} },
          ],
        },
      },
      ['not_called', 'not_called'],
    ],
  ])('%s', (_name, { wanted, came = {} }, codes) => {
    const shortfalls = judgeAnswer({ ...NOTHING, ...wanted }, { ...ANSWER, ...came })

    expect(shortfalls.map(({ code }) => code)).toEqual(codes)
  })

  test('says what was wanted and what came instead', () => {
    const [first] = judgeAnswer({ ...NOTHING, actions: ['handoff'], cites: ['Envíos'] }, ANSWER)
    const [, second] = judgeAnswer({ ...NOTHING, actions: ['handoff'], cites: ['Envíos'] }, ANSWER)

    expect(first).toEqual({ code: 'action', wanted: 'handoff', came: 'answer' })
    expect(second).toEqual({ code: 'not_cited', wanted: 'Envíos', came: 'Devolución de compras' })
  })
})

describe('a played case', () => {
  const turn = (says: string, more: Partial<TestTurn> = {}): TestTurn => ({
    ...{ says: [[says]], only: null, expect: NOTHING },
    ...more,
  })
  const play = (turns: TestTurn[], answers: Partial<PlayedAnswer>[], nth = 0) => {
    const heard: unknown[] = []
    const answer = async (said: readonly unknown[], language: string | null) => {
      heard.push([said.length, language])
      return { ...ANSWER, ...answers[heard.length - 1] }
    }
    return playCase({ language: null, turns }, { nth, answer }).then((played) => ({ played, heard }))
  }

  test('is a contact who says on what the answer calls for, in the language of the answer', async () => {
    const turns = [
      turn('Hi'),
      turn('To Lima', { only: { actions: ['clarify'], says: [] } }),
      turn('And to Quito?', { only: { actions: [], says: ['quito'] } }),
      turn('Thanks'),
    ]

    const { played, heard } = await play(turns, [{ action: 'clarify', text: 'Where to?' }])

    expect(played.map(({ says }) => says)).toEqual([['Hi'], ['To Lima'], ['Thanks']])
    expect(heard).toEqual([
      [1, null],
      [3, 'es'],
      [5, 'es'],
    ])
  })

  test('takes the next way of saying it with every play', async () => {
    const turns = [turn('', { says: [['Price?'], ['How much', 'is it?']] })]

    expect((await play(turns, [], 3)).played[0]?.says).toEqual(['How much', 'is it?'])
  })

  test('ends where people have the conversation, and falls short if there was more to say', async () => {
    const { played } = await play(
      [turn('A person!'), turn('And the price?'), turn('Hello?')],
      [{ action: 'handoff', reason: 'user_asked' }],
    )

    expect(played.map(({ shortfalls }) => shortfalls.map(({ code }) => code))).toEqual([[], ['held']])
    expect(hasPassed(played)).toBe(false)
    expect(hasPassed(played.slice(0, 1))).toBe(true)
  })

  test('that said nothing has not passed', async () => {
    const { played } = await play([turn('Hi', { only: { actions: [], says: [] } })], [])

    expect(hasPassed(played)).toBe(false)
  })
})
