import { BackendFrame } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { checkFrame } from './check.ts'

const wait = { kind: 'message', position: '0001', name: 'How many?', dueAt: null }
const entry = { position: '0001', kind: 'say', name: '', value: null, content: { type: 'text', text: 'hi' } }
const turnEnd = { type: 'turn_end', turn: 1, entries: [entry], readSeq: 3, end: { type: 'wait', wait } }

const call = { position: '0001', kind: 'step', name: 'a' }
const effect = (kind: string, value: unknown) => ({
  ...turnEnd,
  entries: [{ position: '0001', kind, name: 'x', value }],
})
const traits = { name: null, locale: 'es', attributes: { vip: true } }
const aForm = {
  ...{ type: 'form', text: 'When?', button: 'Choose', flow: '77', token: 'r:1:0001' },
  ...{ screen: 'DAY', data: { name: 'Ana' } },
}
const someProducts = {
  ...{ type: 'products', text: 'Lunch?', title: 'Today' },
  sections: [{ title: 'Hot', products: [{ id: 'soup', name: 'Soup' }] }],
}
const aTemplate = {
  ...{ type: 'template', name: 'order', language: '', text: '', buttons: [], values: { guest: 'Ana' } },
  header: { type: 'media', kind: 'image', mediaId: 'm1' },
}
const good = [
  { ...turnEnd, entries: [{ ...entry, content: aTemplate }] },
  { ...turnEnd, entries: [{ ...entry, content: aForm }] },
  { ...turnEnd, entries: [{ ...entry, content: someProducts }] },
  effect('tag', null),
  effect('note', { text: 'x' }),
  effect('assign', { memberId: null }),
  effect('assign', { error: 'x' }),
  effect('contact', { before: traits, set: { attributes: { vip: null, visits: 2 } } }),
  {
    ...{ type: 'ask_model', ask: 1, turn: 1 },
    asked: { kind: 'classify', of: null, wrong: null, labels: [{ label: 'a', meaning: 'b' }] },
  },
  {
    ...{ type: 'ask_model', ask: 1, turn: 1 },
    asked: { kind: 'extract', of: 'x', wrong: { value: 1, issues: 'no' }, schema: { type: 'string' } },
  },
  { type: 'find_member', find: 1, turn: 1, email: 'ada@example.com' },
  turnEnd,
  { ...turnEnd, end: { type: 'done', outcome: null } },
  {
    ...turnEnd,
    end: { type: 'wait', wait: { ...wait, kind: 'hand_back' }, handoff: { reason: 'a', summary: '' } },
  },
  { ...turnEnd, end: { type: 'wait', wait: { ...wait, kind: 'sleep', dueAt: 5 } } },
  { ...turnEnd, end: { type: 'wait', wait: { ...wait, kind: 'step', dueAt: 5, attempts: 1, error: 'x' } } },
  {
    ...turnEnd,
    end: {
      type: 'wait',
      wait: { ...wait, kind: 'step', at: '1:204', dueAt: 5, attempts: 1, error: 'x', stack: 'at book' },
    },
  },
  {
    ...turnEnd,
    end: { type: 'failed', failure: { code: 'nondeterminism', message: 'x', expected: call, actual: call } },
  },
  { type: 'step', turn: 1, entry: { ...entry, kind: 'step' }, before: [{ ...entry, kind: 'answer' }] },
  { type: 'step', turn: 1, entry: { ...entry, kind: 'step', startedAt: 1, durationMs: 2, attempts: 1 } },
  {
    type: 'step',
    turn: 1,
    entry: {
      ...entry,
      content: {
        type: 'choices',
        text: '?',
        choices: [{ id: 'c0001.0', title: 'a', description: 'b' }],
        button: 'c',
      },
    },
  },
  {
    type: 'fetch',
    fetch: 1,
    turn: 1,
    method: 'GET',
    url: 'https://a',
    headers: [['a', 'b']],
    body: null,
    redirect: 'follow',
    parts: true,
  },
  { type: 'fetch_cancel', fetch: 1 },
  { type: 'media', read: 1, turn: 1, id: 'f1', offset: 0 },
  { type: 'need_full', turn: 1 },
  { type: 'pong', ping: 1 },
  { type: 'log', turn: null, level: 'info', text: 'x' },
  { type: 'log', turn: 1, level: 'warn', text: 'x', data: { a: [1] } },
  { type: 'ready', protocol: 1, name: 'a', manifest: { name: 'a', config: {}, secrets: [], egress: ['*'] } },
  { type: 'broken', message: 'x' },
]

describe('checkFrame', () => {
  test.each(good)('lets through %j, as the protocol does', (frame) => {
    expect(checkFrame(frame)).toEqual(frame)
    expect(BackendFrame.parse(frame)).toEqual(frame)
  })

  test.each([
    null,
    [],
    'turn_end',
    { type: 'turn_begin' },
    { ...turnEnd, turn: '1' },
    { ...turnEnd, readSeq: 1.5 },
    { ...turnEnd, entries: {} },
    { ...turnEnd, entries: Array.from({ length: 1_001 }, () => entry) },
    { ...turnEnd, entries: [{ ...entry, position: '1' }] },
    { ...turnEnd, entries: [{ ...entry, position: '0001; drop table run' }] },
    { ...turnEnd, entries: [{ ...entry, kind: 'root' }] },
    { ...turnEnd, entries: [{ ...entry, value: 'x'.repeat(80_000) }] },
    { ...turnEnd, entries: [{ ...entry, content: { type: 'media', kind: 'image' } }] },
    { ...turnEnd, entries: [{ ...entry, content: { type: 'choices', text: 'x', choices: [] } }] },
    effect('note', null),
    effect('assign', { memberId: "1' or true" }),
    effect('contact', { before: traits, set: { attributes: { ['__proto__']: 1 } } }),
    effect('contact', { before: traits, set: { attributes: { a: [1] } } }),
    { ...turnEnd, entries: [{ ...entry, content: { type: 'contacts', contacts: [] } }] },
    { ...turnEnd, entries: [{ ...entry, content: { ...aForm, token: undefined } }] },
    { ...turnEnd, entries: [{ ...entry, content: { ...aForm, data: ['x'] } }] },
    { ...turnEnd, entries: [{ ...entry, content: { ...aForm, data: { x: 'x'.repeat(20_000) } } }] },
    { ...turnEnd, entries: [{ ...entry, content: { ...someProducts, sections: [{ products: [] }] } }] },
    { ...turnEnd, entries: [{ ...entry, content: { ...someProducts, sections: 'all' } }] },
    { ...turnEnd, entries: [{ ...entry, content: { type: 'location', latitude: '1', longitude: 2 } }] },
    { ...turnEnd, end: { type: 'failed', failure: { code: 'crash', message: 'x' } } },
    { ...turnEnd, end: { type: 'wait', wait: { ...wait, dueAt: 'soon' } } },
    { ...turnEnd, end: { type: 'wait', wait: { ...wait, at: '/etc/passwd:1:1' } } },
    {
      type: 'fetch',
      fetch: 1,
      turn: 1,
      method: 'GET',
      url: 'x',
      headers: ['a'],
      body: null,
      redirect: 'follow',
    },
    {
      type: 'ready',
      protocol: 1,
      name: 'a',
      manifest: { name: '../a', config: {}, secrets: [], egress: [] },
    },
  ])('refuses %j', (frame) => {
    expect(() => checkFrame(frame)).toThrow()
  })

  test('drops what it does not know, and what a database cannot hold', () => {
    const checked = checkFrame({
      ...turnEnd,
      org_id: 'another',
      entries: [{ ...entry, name: 'a\0b\ud800', content: { type: 'text', text: 'x\0', html: '<b>' } }],
    })

    expect(checked).toEqual({
      ...turnEnd,
      entries: [{ ...entry, name: 'ab\ufffd', content: { type: 'text', text: 'x' } }],
    })
  })
})
