import type { Attempt, Seen } from './attempt.ts'

/** Taking what belongs to all: processor, memory, the server's attention. */

/** It came to its end as if nothing were wrong, or was still at it after all limits. */
function wentOn({ said, elapsedMs }: Seen): string | null {
  if (elapsedMs > LONGEST_MS) return `it went on for ${(elapsedMs / 1_000).toFixed(1)} s`
  return said.startsWith('GOT') ? 'nothing stopped it' : null
}

/** Wall time of a turn in these trials, the time of one look, and room for a busy machine. */
const LONGEST_MS = 30_000
const FOREVER = 'await new Promise(() => {})'
const TICK = 'await new Promise(setImmediate)'

const processor: [string, string][] = [
  ['loop', 'for (;;);'],
  ['loop in microtasks', 'for (;;) await null'],
  ['loop and let others have their turn', `for (;;) { for (let n = 0; n < 1e6; n++); ${TICK} }`],
  ['match a bomb of a pattern', `return /^(a+)+$/.test('a'.repeat(50) + '!')`],
  ['raise a number to a power', 'return String((7n ** 9_000_000n) ** 9n).length'],
  ['sleep without giving control back', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'],
  ['set a million timers', `for (let n = 0; n < 3e6; n++) setTimeout(() => {}, 1e6); ${FOREVER}`],
  ['tick without end', `const f = () => setImmediate(f); for (let n = 0; n < 1e4; n++) f(); ${FOREVER}`],
  ['never end its turn', FOREVER],
  ['loop while it exits', `process.on('exit', () => { for (;;); }); process.exit()`],
  ['stop itself', `process.kill(process.pid, 'SIGSTOP'); ${FOREVER}`],
  [
    'compile without end',
    `for (let n = 0; ; n++) { new Function('return ' + n)(); if (n % 500 === 0) ${TICK} }`,
  ],
]

const memory: [string, string][] = [
  ['fill the heap', `const all = []; for (;;) { all.push(new Array(1e5).fill(all.length)); ${TICK} }`],
  ['fill the heap at once', `const all = []; for (;;) all.push(new Array(1e6).fill(all.length))`],
  [
    'lift the limit of the heap',
    `builtin('v8').setFlagsFromString('--max-old-space-size=8000'); const all = []; for (;;) {
      all.push(new Array(1e5).fill(all.length)); ${TICK} }`,
  ],
  ['fill buffers', `const all = []; for (;;) { all.push(Buffer.alloc(1e7, 1)); ${TICK} }`],
  ['take two gigabytes at once', `globalThis.all = Buffer.alloc(2e9, 1); ${FOREVER}`],
  [
    'grow the memory of WebAssembly',
    `const m = new WebAssembly.Memory({ initial: 1, maximum: 65536 }); for (;;) { m.grow(256);
      new Uint8Array(m.buffer).fill(1); ${TICK} }`,
  ],
  [
    'share memory with itself',
    `const all = []; for (;;) { const b = new SharedArrayBuffer(1e7); new Uint8Array(b).fill(1);
      all.push(b); ${TICK} }`,
  ],
  [
    'join strings',
    `let s = 'x'.repeat(1e6); const all = []; for (;;) { s += s; all.push(Buffer.from(s)); ${TICK} }`,
  ],
  ['call itself without end', `const f = () => f() + 1; try { f() } catch { ${FOREVER} }`],
]

const SEND = (frame: string) => `const frame = ${frame} + '\\n'`
const flood = (frame: string, times: number) =>
  `${SEND(frame)}; const many = frame.repeat(${times}); for (;;) {
      await new Promise((done) => wire.write(many, done)) }`

const attention: [string, string][] = [
  ['print to the error output', `const s = 'x'.repeat(1e5); for (;;) { process.stderr.write(s); ${TICK} }`],
  ['print to the output', `const s = 'x'.repeat(1e5); for (;;) process.stdout.write(s)`],
  ['log without end', flood(`'{"type":"log","turn":1,"level":"info","text":"x"}'`, 1_000)],
  ['answer pings nobody sent', flood(`'{"type":"pong","ping":1}'`, 1_000)],
  ['say again and again that it is ready', flood(`'{"type":"ready","protocol":1,"name":"x"}'`, 1_000)],
  ['ask for its journal again and again', flood(`'{"type":"need_full","turn":1}'`, 1_000)],
  [
    'end turns that are not',
    flood(
      `'{"type":"turn_end","turn":99,"entries":[],"readSeq":1,"end":{"type":"done","outcome":null}}'`,
      500,
    ),
  ],
  ['cancel requests that are not', flood(`'{"type":"fetch_cancel","fetch":7}'`, 1_000)],
  [
    'request for turns that are not',
    flood(
      `'{"type":"fetch","fetch":7,"turn":99,"method":"GET","url":"x","headers":[],' +
        '"body":null,"redirect":"follow"}'`,
      500,
    ),
  ],
  ['send large frames that say little', flood(`'{"type":"pong","ping":1,"x":"' + 'x'.repeat(3e6) + '"}'`, 1)],
  ['send a frame without end', `for (;;) await new Promise((done) => wire.write('x'.repeat(1e6), done))`],
  [
    'send a frame a byte at a time',
    `wire.write('{"type":"'); for (;;) { wire.write('x'); await new Promise((done) => setTimeout(done,
      20)) }`,
  ],
  [
    'record steps without end',
    `for (let n = 1; n < 5000; n++) { wire.write(JSON.stringify({ type: 'step', turn: 1, entry: {
      position: '0001.' + String(n).padStart(4, '0'), kind: 'step', name: 'x', value: {
      ok: 1 } } }) + '\\n'); if (n % 100 === 0) ${TICK} } ${FOREVER}`,
  ],
  [
    'record large steps',
    `for (let n = 1; n < 500; n++) { wire.write(JSON.stringify({ type: 'step', turn: 1, entry: {
      position: '0001.' + String(n).padStart(4, '0'), kind: 'step', name: 'x', value: {
      ok: 'x'.repeat(7e4) } } }) + '\\n'); ${TICK} } ${FOREVER}`,
  ],
  [
    'not read what it asked for',
    `wire.pause(); for (let n = 1; n < 33; n++) wire.write(JSON.stringify({ type: 'fetch', fetch: n,
      turn: 1, method: 'GET', url: ATTACKER + '/big', headers: [], body: null,
      redirect: 'follow' }) + '\\n'); ${FOREVER}`,
  ],
  [
    'request the same large body many times',
    `for (;;) { for (let n = 1; n < 33; n++) wire.write(JSON.stringify({ type: 'fetch', fetch: n, turn: 1,
      method: 'GET', url: ATTACKER + '/big', headers: [], body: null, redirect: 'follow' }) + '\\n');
      await new Promise((done) => setTimeout(done, 100)) }`,
  ],
]

const programs: [string, string][] = [
  [
    'fork without end',
    `const { fork } = builtin('child_process'); for (;;) { try { fork(process.argv[1], { execArgv: [],
      stdio: 'ignore' }).on('error', () => {}) } catch (e) {
      if (e.code === 'ERR_ACCESS_DENIED') throw e } ${TICK} }`,
  ],
  [
    'start workers without end',
    `const { Worker } = builtin('worker_threads'); for (;;) { try { new Worker('setInterval(() => {}, 1e6)',
      { eval: true }).on('error', () => {}) } catch (e) {
      if (e.code === 'ERR_ACCESS_DENIED') throw e } ${TICK} }`,
  ],
]

export const exhaustionAttempts: readonly Attempt[] = [
  ...[...processor, ...memory, ...attention, ...programs].map(([name, code]) => ({
    name,
    code: ({ attackerUrl }: Seen['scene']) => `const ATTACKER = '${attackerUrl}'\n${code}`,
    effect: wentOn,
    isDangerous: true,
    isAlone: true,
  })),
  {
    name: 'use up descriptors',
    code: () =>
      `const all = []; for (let n = 0; n < 500; n++) { const s = builtin('net').createServer().on('error',
      () => {}).listen(0)
       await new Promise((done) => s.on('listening', done).on('error', done)); if (s.listening) all.push(s) }
       return 'OPENED ' + all.length`,
    effect: ({ said }) => (Number(/OPENED (\d+)/.exec(said)?.[1] ?? 0) > 64 ? said : null),
    isDangerous: true,
    isAlone: true,
  },
]
