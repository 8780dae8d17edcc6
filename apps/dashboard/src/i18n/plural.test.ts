import { expect, test } from 'vitest'
import { en } from './en.ts'
import { es } from './es.ts'

test('one is said as one', () => {
  expect([es.metrics.reachedCount('1'), es.metrics.reachedCount('2')]).toEqual(['1 llegó', '2 llegaron'])
  expect([es.metrics.answeredCount('1'), es.metrics.refused('1')]).toEqual(['1 respondió', '1 rechazada'])
  expect([es.metrics.stoppedCount('1', 'cancelled'), es.metrics.stoppedCount('1.000', 'cancelled')]).toEqual([
    '1 cancelada',
    '1.000 canceladas',
  ])
  expect([es.tests.ofPlays(1, 3), es.tests.ofPlays(2, 3), es.tests.passed(1, 1)]).toEqual([
    ...['pasa 1 de 3 veces', 'pasan 2 de 3 veces', '1 de 1 pasa'],
  ])
  expect([es.tests.passed(0, 1), es.tests.passed(0, 2)]).toEqual(['0 de 1 pasa', '0 de 2 pasan'])
  expect([en.tests.ofPlays(0, 3), en.tests.passed(0, 1)]).toEqual(['0 of 3 plays pass', '0 of 1 passes'])
  expect([en.tests.ofPlays(1, 3), en.tests.ofPlays(2, 3)]).toEqual([
    ...['1 of 3 plays passes', '2 of 3 plays pass'],
  ])
  expect([en.gates.first(['A']), es.gates.first(['A', 'B'])]).toEqual([
    ...['“A” has to pass first', 'Antes tienen que pasar «A» y «B»'],
  ])
  expect([es.gates.takenOut('«A»', 1), es.gates.takenOut('«A», «B»', 2)]).toEqual([
    expect.stringContaining('se evaluará «A»,'),
    expect.stringContaining('se evaluarán «A», «B»,'),
  ])
  expect([en.health.ledger.inNote('1', '1'), es.health.ledger.inNote('1', '2')]).toEqual([
    '1 message, 1 status',
    '1 mensaje, 2 estados',
  ])
})
