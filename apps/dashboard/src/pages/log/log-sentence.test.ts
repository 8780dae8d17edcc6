import type { LogEntry } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { en } from '../../i18n/en.ts'
import { es } from '../../i18n/es.ts'
import { logSentence } from './log-sentence.ts'

const entry = (kind: string, data: unknown, text = 'As it was written.'): LogEntry => ({
  ...{ id: 'l1', at: '2026-01-02T12:00:00.000Z', severity: 'info', source: 'system', kind, text, data },
  ...{ conversationId: null, runId: null, contact: null },
  backend: { id: 'b1', name: 'table-booking', version: '1a2b3c4d' },
})

test('what the server tells is told in the language of the reader', () => {
  const promoted = entry('version.promoted', { member: 'Ana Ferreira' })

  expect(logSentence(promoted, en)).toBe('Ana Ferreira promoted table-booking 1a2b3c4d: new runs use it.')
  expect(logSentence(promoted, es)).toBe(
    'Ana Ferreira activó table-booking 1a2b3c4d: las ejecuciones nuevas la usan.',
  )
  expect(logSentence(entry('version.deployed', { apiKey: 'CI' }), es)).toBe(
    'Un programa con la clave CI desplegó table-booking 1a2b3c4d.',
  )
  expect(logSentence(entry('run.started', null), es)).toBe('table-booking empezó.')
  expect(logSentence(entry('log.dropped', { count: 3 }), es)).toMatch('Se descartaron 3 entradas')
  expect(logSentence(entry('step.failed', { step: 'pay', error: 'No.' }), es)).toBe(
    'El paso «pay» falló definitivamente: No.',
  )
})

test('what code wrote, and what is missing data or is no data at all, stands as it was written', () => {
  const strange = ['backend.logged', 'run.failed', 'version.promoted', 'alarm.raised', 'toString'].flatMap(
    (kind) => [null, 'x', [1], { alarm: '__proto__', member: 7 }].map((data) => entry(kind, data)),
  )

  expect(new Set(strange.map((one) => logSentence(one, es)))).toEqual(new Set(['As it was written.']))
})
