import { expect, test } from 'vitest'
import { externalIdOf, parseInboxSettings } from './tab.ts'

test('an address without a view shows the settings, and what it does not understand is left out', () => {
  expect(parseInboxSettings({})).toEqual({ tab: 'settings' })
  expect(parseInboxSettings({ tab: 'x', state: 'x', kind: 'X!', externalId: 'a b', event: '1' })).toEqual({
    tab: 'settings',
  })
})

test('an address keeps what the events are narrowed to', () => {
  const search = { tab: 'events', state: 'failed', kind: 'message', externalId: 'wamid.A=' } as const

  expect(parseInboxSettings(search)).toEqual(search)
})

test('an id is looked for once enough of it is typed', () => {
  expect([externalIdOf('wam'), externalIdOf(' wamid.A '), externalIdOf('two words')]).toEqual([
    undefined,
    'wamid.A',
    undefined,
  ])
})
