import { expect, test } from 'vitest'
import { judge } from './books.ts'
import { externalIdOf } from './crowd.ts'
import { runFlood } from './run-flood.ts'

// Five hundred webhooks a second, for a minute: `npm run flood`.

const id = (user: number, nth: number) => externalIdOf('run', { user, nth })

test('the judge sees what is lost, doubled, disordered and strange', () => {
  const counts = new Map([
    [2, 3],
    [4, 2],
  ])

  expect(judge('run', counts, [id(2, 0), id(2, 1), id(2, 2), id(4, 0), id(4, 1)])).toEqual({
    ...{ lost: 0, doubled: 0, reordered: 0, strange: 0 },
  })
  expect(judge('run', counts, [id(2, 1), id(2, 0), id(2, 0), id(4, 0), id(4, 7), 'other'])).toEqual({
    ...{ lost: 2, doubled: 1, reordered: 1, strange: 2 },
  })
})

test('more than can be worked off at once is stored once and in order', { timeout: 120_000 }, async () => {
  const report = await runFlood({
    ...{ rate: 150, batch: 10, seconds: 2, contacts: 500, echo: false, patienceMs: 90_000 },
    say: () => {},
  })

  const { refused, verdict } = report
  expect({ refused, ...verdict }).toEqual({ refused: 0, lost: 0, doubled: 0, reordered: 0, strange: 0 })
  // On a busy machine the contacts wait for their acknowledgements.
  expect(report.messages).toBeGreaterThan(500)
})
