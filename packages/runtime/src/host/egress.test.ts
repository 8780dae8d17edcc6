import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEgress, type Egress, type EgressRequest } from './egress.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const hits: string[] = []
const handlers: Record<string, Handler> = {}
const serving = () =>
  createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`)
    const handler = handlers[new URL(request.url ?? '/', 'http://x').pathname]
    if (handler) handler(request, response)
    else response.end(JSON.stringify({ headers: request.headers, url: request.url }))
  })
const [server, other, hidden] = [serving(), serving(), serving()]
let [here, there, secret] = ['', '', '']
let egress: Egress

beforeAll(async () => {
  const open = (one: typeof server) =>
    new Promise<string>((resolve) =>
      one.listen(0, '127.0.0.1', () => resolve(`127.0.0.1:${(one.address() as AddressInfo).port}`)),
    )
  ;[here, there, secret] = await Promise.all([open(server), open(other), open(hidden)])
  egress = createEgress({ devLoopback: [here, there], timeoutMs: 2_000, bytesMax: 100_000 })
})

afterAll(async () => {
  await egress.close()
  for (const one of [server, other, hidden]) {
    one.closeAllConnections()
    one.close()
  }
})

function get(url: string, changes: Partial<EgressRequest> = {}) {
  return egress.fetch({
    method: 'GET',
    url,
    headers: [],
    body: null,
    redirect: 'follow',
    allow: ['*'],
    ...changes,
  })
}

describe('egress', () => {
  test('brings the answer: status, headers, body', async () => {
    handlers['/made'] = (_request, response) => {
      response.writeHead(201, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }).end('hecho')
    }
    const { status, headers, body, url } = await get(`http://${here}/made`)

    expect([status, body.toString(), url]).toEqual([201, 'hecho', `http://${here}/made`])
    expect(headers.filter(([name]) => name === 'set-cookie')).toEqual([
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ])
  })

  test('sends the method, the body and the headers, without those of the connection', async () => {
    let sent = ''
    handlers['/post'] = (request, response) => {
      request.on('data', (part) => {
        sent += part
      })
      request.on('end', () => response.end(JSON.stringify(request.headers)))
    }
    const headers: [string, string][] = [
      ...([
        ['Idempotency-Key', 'k'],
        ['Host', 'evil.example'],
        ['Transfer-Encoding', 'chunked'],
      ] as [string, string][]),
      ['Content-Length', '1'],
    ]
    const { body } = await get(`http://${here}/post`, {
      method: 'POST',
      headers,
      body: Buffer.from('{"é":1}'),
    })

    expect(sent).toBe('{"é":1}')
    expect(JSON.parse(body.toString())).toMatchObject({
      'idempotency-key': 'k',
      host: here,
      'content-length': '8',
    })
  })
})

describe('a target is refused', () => {
  const ports = createEgress({ ports: [8080], forbiddenHosts: ['hilo.example.com'], timeoutMs: 500 })
  const refused = (url: string, allow = ['*']) =>
    ports.fetch({ method: 'GET', url, headers: [], body: null, redirect: 'follow', allow })

  test.each([
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '0',
      '0.0.0.0',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '017700000001',
    ],
    ...[
      '0177.0.0.1',
      '127.0.0.1.',
      '%31%32%37.0.0.1',
      '１２７.0.0.1',
      '127。0。0。1',
      '10.0.0.1',
      '172.16.0.1',
    ],
    ...[
      '192.168.0.1',
      '169.254.169.254',
      '0xa9fea9fe',
      '2852039166',
      '100.100.100.200',
      '100.64.0.1',
      '224.0.0.1',
    ],
    ...['255.255.255.255', '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ...[
      '[::127.0.0.1]',
      '[2002:7f00::]',
      '[64:ff9b::7f00:1]',
      '[2001:0:1::]',
      '[fd00:ec2::254]',
      '[fe80::1]',
    ],
    ...['[fe81::1]', '[ff02::1]', '[2001:db8::1]'],
  ])('as http://%s/', async (host) => {
    await expect(refused(`http://${host}/`)).rejects.toThrow(/is not a public address/)
  })

  test.each([
    ['localhost', 'http://localhost/', /not a public address/],
    ['localhost with a dot', 'http://LOCALHOST./', /not a public address|has no address/],
    ['a port of SSH', 'http://1.1.1.1:22/', /Port 22 is not allowed/],
    ['a port of SMTP', 'http://1.1.1.1:25/', /Port 25 is not allowed/],
    ['a port of PostgreSQL', 'http://1.1.1.1:5432/', /Port 5432 is not allowed/],
    ['a port of Redis', 'https://1.1.1.1:6379/', /Port 6379 is not allowed/],
    ['a file', 'file:///etc/passwd', /file: is not allowed/],
    ['gopher', 'gopher://1.1.1.1/', /gopher: is not allowed/],
    ['data', 'data:text/plain,x', /data: is not allowed/],
    ['user and password', 'http://user:pass@1.1.1.1/', /must not hold a user/],
    ['user as a host', 'http://1.1.1.1@127.0.0.1/', /must not hold a user/],
    ['a backslash', 'http://127.0.0.1\\@1.1.1.1/', /not a public address/],
    ['a fragment', 'http://127.0.0.1#@1.1.1.1/', /not a public address/],
    ['an upper-case scheme', 'HTTP://127.0.0.1/', /not a public address/],
    ['no URL', 'nonsense', /is not a URL/],
    ['this server', 'https://hilo.example.com/', /this server itself/],
    ['this server with a dot', 'https://HILO.example.com./', /this server itself/],
  ])('as %s', async (_name, url, words) => {
    await expect(refused(url)).rejects.toThrow(words)
  })

  test.each([
    ['example.com', ['example.org'], false],
    ['api.example.com', ['*.example.com'], true],
    ['example.com', ['*.example.com'], false],
    ['evilexample.com', ['*.example.com'], false],
    ['example.com.evil.org', ['example.com', '*.example.com'], false],
    ['EXAMPLE.com', ['example.COM'], true],
    ['example.com', [], false],
  ])('%s by the list %j unless it fits', async (host, allow, fits) => {
    const resolving = createEgress({ resolve: async () => [], timeoutMs: 500 })
    const request = {
      method: 'GET',
      url: `http://${host}/`,
      headers: [],
      body: null,
      redirect: 'follow' as const,
    }
    const outcome = resolving.fetch({ ...request, allow }).catch((error) => String(error.cause ?? error))

    expect(await outcome).toMatch(fits ? /has no address/ : /not in the egress list/)
    await resolving.close()
  })

  test('when one of its addresses is not public, and nothing is connected to', async () => {
    const before = hits.length
    const rebinding = createEgress({
      ports: [Number(secret.split(':')[1])],
      resolve: async (host) =>
        host.startsWith('mixed')
          ? [
              { address: '1.1.1.1', family: 4 },
              { address: '127.0.0.1', family: 4 },
            ]
          : [{ address: '127.0.0.1', family: 4 }],
    })
    for (const host of ['mixed.example', 'internal.example']) {
      const url = `http://${host}:${secret.split(':')[1]}/`
      const outcome = rebinding.fetch({
        method: 'GET',
        url,
        headers: [],
        body: null,
        redirect: 'follow',
        allow: ['*'],
      })
      await expect(outcome).rejects.toThrow(/not a public address/)
    }
    await rebinding.close()

    expect(hits.length).toBe(before)
  })

  test('on this machine, unless it is exactly a simulator', async () => {
    await expect(get(`http://${secret}/`)).rejects.toThrow(/Port \d+ is not allowed/)
    await expect(get(`http://localhost:${here.split(':')[1]}/`)).rejects.toThrow(/Port \d+ is not allowed/)
  })
})

describe('a redirect', () => {
  const to = (path: string, location: () => string, status = 302) => {
    handlers[path] = (_request, response) => response.writeHead(status, { location: location() }).end('moved')
  }

  test.each([
    ['of this machine', () => `http://${secret}/`, /Port \d+ is not allowed/],
    ['of the metadata service', () => 'http://169.254.169.254/latest', /not a public address/],
    ['that is a file', () => 'file:///etc/passwd', /file: is not allowed/],
    ['that is gopher', () => 'gopher://x/', /gopher: is not allowed/],
  ])('is refused to an address %s', async (_name, location, words) => {
    to('/away', location)
    const before = hits.length

    await expect(get(`http://${here}/away`)).rejects.toThrow(words)
    expect(hits.length).toBe(before + 1)
  })

  test('is followed five times, not six', async () => {
    for (let hop = 0; hop < 7; hop++) to(`/hop${hop}`, () => `/hop${hop + 1}`)
    handlers['/hop7'] = (_request, response) => response.end('there')

    expect((await get(`http://${here}/hop2`)).body.toString()).toBe('there')
    await expect(get(`http://${here}/hop1`)).rejects.toThrow('More than 5 redirects.')
  })

  test('to another host takes no credentials along', async () => {
    to('/leave', () => `http://${there}/echo`)
    const names = ['Authorization', 'Cookie', 'X-Api-Key', 'X-Auth-Token', 'Accept-Language']
    const { body } = await get(`http://${here}/leave`, { headers: names.map((name) => [name, 'value']) })
    const { headers } = JSON.parse(body.toString())

    expect(names.filter((name) => name.toLowerCase() in headers)).toEqual(['Accept-Language'])
  })

  test.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [307, 'POST', 'POST'],
    [308, 'PUT', 'PUT'],
  ])('with status %i makes of %s a %s', async (status, method, expected) => {
    to('/again', () => '/end', status)
    await get(`http://${here}/again`, { method, body: Buffer.from('x') })

    expect(hits.at(-1)).toBe(`${expected} /end`)
  })

  test('is handed over or is an error, when that is asked', async () => {
    to('/away', () => '/end')

    expect(await get(`http://${here}/away`, { redirect: 'manual' })).toMatchObject({ status: 302 })
    await expect(get(`http://${here}/away`, { redirect: 'error' })).rejects.toThrow(
      /answered with a redirect/,
    )
  })
})

describe('an answer is cut', () => {
  test.each([
    [
      'that is too large',
      (_request, response) => response.end(Buffer.alloc(200_000)),
      /larger than 100000 bytes/,
    ],
    [
      'that never ends',
      (_request, response) => {
        const timer = setInterval(() => response.write(Buffer.alloc(20_000)), 5)
        response.on('close', () => clearInterval(timer))
      },
      /larger than 100000 bytes/,
    ],
    [
      'that unpacks to something large',
      (_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5e7))),
      /larger than 100000 bytes/,
    ],
    ['that does not come', () => {}, /No answer within 2 seconds/],
    [
      'that comes one byte at a time',
      (_request, response) => {
        const timer = setInterval(() => response.write('x'), 50)
        response.on('close', () => clearInterval(timer))
      },
      /No answer within 2 seconds/,
    ],
    [
      'whose packing is broken',
      (_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is no gzip at all'),
      /header/,
    ],
  ] as [string, Handler, RegExp][])('%s', async (_name, handler, words) => {
    handlers['/bad'] = handler
    await expect(get(`http://${here}/bad`)).rejects.toThrow(words)
  })

  test('when the caller does not want it any more', async () => {
    handlers['/slow'] = () => {}
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('Enough.')), 20)

    await expect(get(`http://${here}/slow`, { signal: controller.signal })).rejects.toThrow('Enough.')
  })

  test('but not one that is packed and small', async () => {
    handlers['/gzip'] = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('ñandú'))
    const { body, headers } = await get(`http://${here}/gzip`)

    expect(body.toString()).toBe('ñandú')
    expect(headers.map(([name]) => name)).not.toContain('content-encoding')
  })
})
