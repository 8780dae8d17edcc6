import type { Attempt, Seen } from './attempt.ts'

/** Saying to the server what no backend may say. The process is in the attacker's hands, its socket too. */

/** The server took it for an honest turn. */
function wasBelieved({ said, result }: Seen): string | null {
  if (said.startsWith('GOT')) return 'the server went on with it'
  return result.type === 'end' && result.end.type !== 'failed' ? 'the server took the forged end' : null
}

function polluted(): string | null {
  const stranger: Record<string, unknown> = {}
  const was = stranger.polluted
  Reflect.deleteProperty(Object.prototype, 'polluted')
  return was === undefined ? null : "it wrote into the server's prototypes"
}

const END = `{ type: 'turn_end', turn, entries: [], readSeq: 1, end: { type: 'done', outcome: null } }`
const ENTRY = `{ position: '0009', kind: 'say', name: 'x', value: null }`

/** Frames that are no frames of the protocol, as expressions. */
const wrong: [string, string][] = [
  ['words that are no JSON', `'hello'`],
  ['half a frame', `'{"type":"turn_end"'`],
  ['nothing but null', `'null'`],
  ['a list', `'[]'`],
  ['a frame of bytes that are no text', `Buffer.from([0xff, 0xfe, 0, 1])`],
  ['a frame that is nested without end', `'['.repeat(1e6)`],
  [
    'a value that is nested without end',
    `'{"type":"step","turn":1,"entry":{"position":"0009","kind":"step","name":"x","value":' +
      '['.repeat(3e4) + ']'.repeat(3e4) + '}}'`,
  ],
  ['a frame of a type that is not', `{ type: 'drop table' }`],
  ['a frame whose type is inherited', `'{"__proto__":{"type":"turn_end"},"turn":1}'`],
  ['a turn that is a text', `{ ...${END}, turn: '1' }`],
  ['a sequence number that is none', `{ ...${END}, readSeq: 1.5 }`],
  [
    'more entries than a journal has',
    `{ ...${END}, entries: Array.from({ length: 1001 }, () => (${ENTRY})) }`,
  ],
  [
    'an entry at a place that is SQL',
    `{ ...${END}, entries: [{ ...${ENTRY}, position: "0001'; drop table run" }] }`,
  ],
  ['an entry of a kind that is not', `{ ...${END}, entries: [{ ...${ENTRY}, kind: '__proto__' }] }`],
  ['a value of 10 MB', `{ ...${END}, entries: [{ ...${ENTRY}, value: 'x'.repeat(1e7) }] }`],
  [
    'a message that only people send',
    `{ ...${END}, entries: [{ ...${ENTRY}, content: { type: 'media', kind: 'image',
      url: 'file:///etc/passwd' } }] }`,
  ],
  [
    'choices without a choice',
    `{ ...${END}, entries: [{ ...${ENTRY}, content: { type: 'choices', text: 'x', choices: [] } }] }`,
  ],
  [
    'a failure that only the server gives',
    `{ ...${END}, end: { type: 'failed', failure: { code: 'crash', message: 'x' } } }`,
  ],
  [
    'a wait until a time that is none',
    `{ ...${END}, end: { type: 'wait', wait: { kind: 'sleep', position: '0001', name: 'x',
      dueAt: 'soon' } } }`,
  ],
  ['a protocol of the future', `{ type: 'ready', protocol: 99, name: 'x' }`],
]

const forged: [string, string, Attempt['effect']][] = [
  [
    'pollute prototypes by an entry',
    `'{"type":"turn_end","turn":1,"readSeq":1,"__proto__":{"polluted":1},' +
      '"entries":[{"position":"0009","kind":"step","name":"x",' +
      '"value":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},' +
      '"__proto__":{"polluted":1}}],"end":{"type":"done","outcome":null,"__proto__":{"polluted":1}}}'`,
    polluted,
  ],
  [
    'claim to have read what it was not shown',
    `{ ...${END}, readSeq: 1e9 }`,
    ({ result }) => (result.type === 'end' && result.readSeq > 1 ? 'messages count as read' : null),
  ],
  [
    'bring along fields of its own',
    `{ ...${END}, orgId: 'another', entries: [{ ...${ENTRY}, org_id: 'another', author: 'agent' }] }`,
    ({ result }) => (/another|agent/.test(JSON.stringify(result)) ? 'they got through' : null),
  ],
  [
    'smuggle a NUL into a text',
    `{ ...${END}, end: { type: 'done', outcome: 'a\\0b' } }`,
    ({ result }) => (JSON.stringify(result).includes('\\u0000') ? 'it got through' : null),
  ],
]

export const protocolAttempts: readonly Attempt[] = [
  ...wrong.map(([what, frame]) => ({
    name: `send ${what}`,
    code: sending(frame),
    effect: wasBelieved,
    isAlone: true,
  })),
  ...forged.map(([name, frame, effect]) => ({ name, code: sending(frame), effect, isAlone: true })),
]

function sending(frame: string): Attempt['code'] {
  return () =>
    `const frame = ${frame}
     const text = typeof frame === 'string' ? frame : JSON.stringify(frame)
     wire.write(Buffer.concat([Buffer.isBuffer(frame) ? frame : Buffer.from(text), Buffer.from('\\n')]))
     await new Promise((done) => setTimeout(done, 400))
     return 'NOBODY MINDED'`
}
