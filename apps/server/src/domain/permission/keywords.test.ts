import type { Content } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { keywordOf } from './keywords.ts'

const said = (text: string): Content => ({ type: 'text', text })
const own = { stop: ['Chega, obrigado'], start: ['De volta'] }

test.each([
  ...[
    'STOP',
    'stop',
    ' Stop. ',
    '¡BAJA!',
    'baja',
    'Parar',
    'SAIR',
    'sair…',
    'Cancelar inscrição',
    'ＳＴＯＰ',
  ],
  ...['Dar de  baja', 'chega obrigado', 'UNSUBSCRIBE'],
])('%s stops', (text) => {
  expect(keywordOf('whatsapp', said(text), own)).toMatchObject({ means: 'stop' })
})

test.each(['START', 'alta', 'Voltar!', 'volver', 'de volta'])('%s starts again', (text) => {
  expect(keywordOf('messenger', said(text), own)).toMatchObject({ means: 'start' })
})

test.each([
  ...['stop it now', 'no quiero parar', 'la baja', 'alta costura', '', '   ', 'stopp', '🛑', '__proto__'],
  'stop '.repeat(100),
])('%j is a message like any other', (text) => {
  expect(keywordOf('whatsapp', said(text), own)).toBeNull()
})

test('a button counts where it belongs to no question', () => {
  const press = (source: 'template' | 'button') =>
    keywordOf('whatsapp', { type: 'reply', id: '1', title: 'Baja', source }, undefined)

  expect(press('template')).toEqual({ means: 'stop', language: 'es' })
  expect(press('button')).toBeNull()
})

test('a visitor of the site is sent nothing that could be stopped', () => {
  expect(keywordOf('web', said('stop'), own)).toBeNull()
})
