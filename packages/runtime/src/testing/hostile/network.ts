import { type Attempt, told, wasHeard } from './attempt.ts'
import type { Scene } from './scene.ts'

/** Reaching anything that listens without the one way out. */

const IN_WEAK = { network: ['permission_only'], unix: ['namespaces', 'permission_only'] } as const

const network: [string, string][] = [
  ['connect to a port of this machine', `return connected(builtin('net').connect(PORT, '127.0.0.1'))`],
  ['connect by the name of this machine', `return connected(builtin('net').connect(PORT, 'localhost'))`],
  ['connect to 0.0.0.0', `return connected(builtin('net').connect(PORT, '0.0.0.0'))`],
  ['connect by a mapped address', `return connected(builtin('net').connect(PORT, '::ffff:127.0.0.1'))`],
  [
    'use the client of HTTP',
    `return new Promise((done, fail) => builtin('http').get({ port: PORT, host: '127.0.0.1' },
      done).on('error', fail))`,
  ],
  ['use the client of HTTP/2', `return connected(builtin('http2').connect('http://127.0.0.1:' + PORT))`],
  ['use TLS', `return connected(builtin('tls').connect(PORT, '127.0.0.1'))`],
  [
    'use a WebSocket',
    `return new Promise((done, fail) => { const w = new WebSocket('ws://127.0.0.1:' + PORT);
      w.onerror = () => fail(new Error('refused')); w.onopen = done })`,
  ],
  [
    'use a stream of events',
    `const E = globalThis.EventSource ?? WebSocket; const e = new E('ws://127.0.0.1:' + PORT);
      return new Promise((done, fail) => { e.onerror = () => fail(new Error('refused')) })`,
  ],
  [
    'use the binding of sockets',
    `const { TCP, TCPConnectWrap, constants } = process.binding('tcp_wrap');
      const s = new TCP(constants.SOCKET); const r = new TCPConnectWrap(); const n = s.connect(r,
      '127.0.0.1', PORT); return new Promise((done) => { r.oncomplete = done; if (n) done(n) })`,
  ],
  [
    'send a datagram',
    `return new Promise((done, fail) => builtin('dgram').createSocket('udp4').send('x', UDP, '127.0.0.1',
      (e) => e ? fail(e) : setTimeout(done, 50)))`,
  ],
  ['connect to an abstract socket', `return connected(builtin('net').connect({ path: ABSTRACT }))`],
]

const unix: [string, string][] = [
  ['connect to a Unix socket', `return connected(builtin('net').connect({ path: SOCKET }))`],
  [
    'use HTTP over a Unix socket',
    `return new Promise((done, fail) => builtin('http').get({ socketPath: SOCKET }, done).on('error', fail))`,
  ],
]

/** Whether its network is more than a loopback of its own. */
const OUTSIDE = `Object.values(builtin('os').networkInterfaces()).flat().some((one) => !one.internal)`

export const networkAttempts: readonly Attempt[] = [
  ...network.map(([name, code]) => ({ name, code: placed(code), effect: wasHeard, open: IN_WEAK.network })),
  ...unix.map(([name, code]) => ({ name, code: placed(code), effect: wasHeard, open: IN_WEAK.unix })),
  answered('reach the metadata service', `connected(builtin('net').connect(80, '169.254.169.254'))`),
  answered('reach the internet', `connected(builtin('net').connect(443, '1.1.1.1'))`),
  answered('reach the internet by IPv6', `connected(builtin('net').connect(443, '2606:4700:4700::1111'))`),
  answered('resolve a name', `builtin('dns').promises.resolve4('example.com')`),
  answered('look a name up', `builtin('dns').promises.lookup('example.com')`),
  {
    name: 'learn the addresses of the machine',
    code: () => `return ${OUTSIDE} ? 'ADDRESSES' : ''`,
    effect: told(/ADDRESSES/),
    open: IN_WEAK.network,
  },
  {
    name: 'listen where the machine can hear',
    code: () =>
      `const s = builtin('net').createServer().listen(0); await new Promise((done) => s.on('listening', done))
       return ${OUTSIDE} ? 'LISTENS' : ''`,
    effect: told(/LISTENS/),
    open: IN_WEAK.network,
  },
  {
    name: 'open the inspector to the machine',
    code: () => `builtin('inspector').open(0, '127.0.0.1'); return ${OUTSIDE} ? 'LISTENS' : ''`,
    effect: told(/LISTENS/),
    open: IN_WEAK.network,
  },
]

function answered(name: string, promise: string): Attempt {
  return {
    name,
    code: () =>
      `return Promise.race([${promise}.then(() => 'ANSWERED'), new Promise((done) => setTimeout(done,
      300))])`,
    effect: told(/ANSWERED/),
    isDangerous: true,
  }
}

function placed(code: string): Attempt['code'] {
  return ({ tcpPort, udpPort, socketPath, abstractName }: Scene) =>
    `const PORT = ${tcpPort}, UDP = ${udpPort}, SOCKET = '${socketPath}',
      ABSTRACT = ${JSON.stringify(abstractName)}
     ${code}`
}
