import { expect, test } from 'vitest'
import { parseInboxSearch } from './filter.ts'

test('reads what an address says and leaves out what it does not understand', () => {
  expect(parseInboxSearch({ status: 'closed', holder: 'human', details: true })).toEqual({
    status: 'closed',
    holder: 'human',
    details: true,
  })
  expect(parseInboxSearch({ assignee: 'me', search: ' lu ' })).toEqual({ assignee: 'me', search: 'lu' })
  expect(
    parseInboxSearch({
      ...{ status: 'open', holder: 'robot', details: 'yes', page: 2 },
      ...{ assignee: 'ada', search: 7 },
    }),
  ).toEqual({})
})
