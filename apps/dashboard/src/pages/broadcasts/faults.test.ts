import type { Template } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { NEW_BROADCAST, NO_VALUE, NOBODY_YET, type Typed } from './draft.ts'
import { faultsOf } from './faults.ts'
import { gapContext } from './gap-context.ts'

const BODY = 'Hola {{guest}}, tu pedido {{order}} está en camino y llega mañana a la dirección de siempre.'
const template = {
  ...{ inboxId: 'i', id: 't', name: 'order', language: 'es' },
  definition: { format: 'named', header: null, body: BODY, buttons: [], examples: {}, unknownParts: [] },
} as unknown as Template
const FILLED = { guest: { ...NO_VALUE, from: 'name' }, order: { ...NO_VALUE, text: 'A-1' } } as const
const NOW = Date.parse('2026-12-01T12:00:00Z')

const faults = (typed: Partial<Typed>) =>
  faultsOf({
    typed: { ...NEW_BROADCAST, name: 'One', values: FILLED, ...typed },
    ...{ template, timeZone: 'America/Montevideo', now: NOW, words: en },
  })

test('all that is wrong is told at once, of every field', () => {
  const audience = {
    ...{ ...NOBODY_YET, attributes: 'city Montevideo\n\n=x\nplan=gold', language: 'castellano' },
    ...{ wroteSince: '2026-03-02', wroteBefore: '2026-03-01' },
  }

  expect(faults({ name: ' ', values: {}, perMinute: '0', startsAt: '2026-11-30T10:00', audience })).toEqual({
    name: 'Fill this in.',
    'guest.text': 'Fill this in.',
    'order.text': 'Fill this in.',
    attributes:
      'Line 1, “city Montevideo”: write a name, = and a value, such as city=Montevideo. ' +
      'Line 3, “=x”: the name before = is missing.',
    language: 'There is no language “castellano”. Write its code, such as es or pt-BR.',
    wroteBefore: 'It has to be after the day since which they wrote: nobody fits both.',
    perMinute: 'Write a whole number from 1 to 6000.',
    startsAt: 'That time has passed: choose a later one, or leave it empty to begin now.',
  })
})

test('a time is looked at on the clock of the organisation', () => {
  expect(faults({ startsAt: '2026-12-01T09:05' })).toEqual({})
  expect(faults({ startsAt: '2026-12-01T08:50' })).toHaveProperty('startsAt')
})

test('a pace is a whole number that a number may send', () => {
  expect(
    ['', '0', '2.5', '-3', '6001'].filter((perMinute) => !('perMinute' in faults({ perMinute }))),
  ).toEqual([])
  expect(faults({ perMinute: '6000' })).toEqual({})
})

test('a value stands between what is read before and after it', () => {
  const field = { key: 'order', gap: 'order', kind: 'text', place: 'body', isRequired: true, example: null }

  expect(gapContext(field as never, template)).toBe(
    'Hola {{guest}}, tu pedido {{order}} está en camino y llega mañana a la…',
  )
})
