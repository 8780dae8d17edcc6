import { describe, expect, test } from 'vitest'
import { aConversation, aMessage, anEntry, anEvent, aRun } from '../testing/wire.ts'
import {
  appendPage,
  type ConversationPage,
  isAhead,
  mergeIntoPage,
  mergeItems,
  mergeJournal,
  newerConversation,
} from './merge.ts'

const OPEN = { status: 'open' } as const

describe('mergeItems', () => {
  test('keeps the newer version of an item, whichever comes last', () => {
    const sent = aMessage({ version: 2, status: 'sent' })
    const read = aMessage({ version: 3, status: 'read' })

    expect(mergeItems([sent], [read])).toEqual([read])
    expect(mergeItems([read], [sent])).toEqual([read])
  })

  test('orders by sequence, and messages before events of the same sequence', () => {
    const event = anEvent({ id: 'a', seq: 1 })
    const first = aMessage({ id: 'b', seq: 1 })
    const second = aMessage({ id: 'c', seq: 2 })

    expect(mergeItems([second, event], [first]).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  })

  test('changes nothing when the same answer is merged again', () => {
    const items = [aMessage({ id: 'a' }), aMessage({ id: 'b', seq: 2 })]

    expect(mergeItems(items, items)).toEqual(items)
  })
})

describe('mergeIntoPage', () => {
  const older = aConversation({ id: 'older', lastMessageAt: '2026-01-01T09:00:00.000Z' })
  const newer = aConversation({ id: 'newer', lastMessageAt: '2026-01-01T11:00:00.000Z' })
  const page: ConversationPage = { conversations: [newer, older], next: null }

  test('moves a conversation with a new message to the top', () => {
    const spoken = { ...older, version: 2, lastMessageAt: '2026-01-01T12:00:00.000Z' }

    expect(ids(mergeIntoPage(page, spoken, OPEN))).toEqual(['older', 'newer'])
  })

  test('takes out a conversation that no longer matches the filter', () => {
    expect(ids(mergeIntoPage(page, { ...older, version: 2, status: 'closed' }, OPEN))).toEqual(['newer'])
    expect(
      ids(mergeIntoPage(page, { ...older, version: 2, holder: 'human' }, { ...OPEN, holder: 'backend' })),
    ).toEqual(['newer'])
  })

  test('follows whom it was given to, and leaves whom a search finds to the server', () => {
    const mine = { ...older, version: 2, assigneeId: 'ada' }

    expect(ids(mergeIntoPage(page, mine, { ...OPEN, assigneeId: 'none' }))).toEqual(['newer'])
    expect(ids(mergeIntoPage(page, mine, { ...OPEN, assigneeId: 'ada' }))).toEqual(['newer', 'older'])
    const unknown = aConversation({ id: 'unknown', lastMessageAt: '2026-01-01T12:00:00.000Z' })
    expect(mergeIntoPage(page, unknown, { status: 'all', search: 'lu' })).toBe(page)
  })

  test('keeps whatever it is in a list of all', () => {
    const closed = { ...older, version: 2, status: 'closed' } as const

    expect(ids(mergeIntoPage(page, closed, { status: 'all' }))).toEqual(['newer', 'older'])
  })

  test('ignores an answer that is older than what is shown', () => {
    const shown = { ...page, conversations: [{ ...newer, version: 5 }, older] }

    expect(mergeIntoPage(shown, { ...newer, version: 4, status: 'closed' }, OPEN)).toBe(shown)
  })

  test('leaves what lies past the last loaded row to its own page', () => {
    const ancient = aConversation({ id: 'ancient', lastMessageAt: '2025-01-01T00:00:00.000Z' })

    expect(ids(mergeIntoPage({ ...page, next: 'more' }, ancient, OPEN))).toEqual(['newer', 'older'])
    expect(ids(mergeIntoPage(page, ancient, OPEN))).toEqual(['newer', 'older', 'ancient'])
  })
})

test('a conversation that moved between two pages is listed once', () => {
  const moved = aConversation({ version: 2, lastMessageAt: '2026-01-01T12:00:00.000Z' })
  const page = appendPage(
    { conversations: [moved], next: 'b' },
    { conversations: [aConversation()], next: null },
  )

  expect(page).toEqual({ conversations: [moved], next: null })
})

test('an answer of the same version replaces what was foreseen', () => {
  const foreseen = aConversation({ holder: 'human' })
  const refused = aConversation({ holder: 'backend' })

  expect(newerConversation(foreseen, refused)).toBe(refused)
})

describe('mergeJournal', () => {
  test('adds what follows the known positions', () => {
    const known = { calls: [], run: aRun(), entries: [anEntry('0001')] }
    const fresh = { calls: [], run: aRun({ status: 'done' }), entries: [anEntry('0002')] }

    expect(mergeJournal(known, fresh)).toEqual({
      calls: [],
      run: fresh.run,
      entries: [anEntry('0001'), anEntry('0002')],
    })
  })

  test('begins anew with another generation', () => {
    const known = { calls: [], run: aRun(), entries: [anEntry('0001'), anEntry('0002')] }
    const fresh = { calls: [], run: aRun({ generation: 2 }), entries: [anEntry('0001', { kind: 'ask' })] }

    expect(mergeJournal(known, fresh)).toBe(fresh)
  })
})

function ids(page: ConversationPage): string[] {
  return page.conversations.map(({ id }) => id)
}

describe('isAhead', () => {
  const endedAt = '2026-01-01T10:00:00.000Z'

  test.each([
    ['more of the journal', [{ length: 3 }, { length: 0 }], true],
    ['less of it', [{ length: 0 }, { length: 3 }], false],
    ['the same', [{}, {}], false],
    [
      'a later generation',
      [
        { generation: 2, length: 1 },
        { generation: 1, length: 9 },
      ],
      true,
    ],
    ['its end', [{ endedAt }, { endedAt: null }], true],
  ])('%s', (_name, [a, b], expected) => {
    expect(isAhead(aRun(a), aRun(b))).toBe(expected)
  })
})
