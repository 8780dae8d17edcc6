import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createMailer, type Mailer } from './mailer.ts'

const MAIL = { id: '1', to: 'ana@example.com', subject: 'Your code', text: '123456' }
let server: Server | null = null
let mailer: Mailer | null = null

afterEach(() => {
  mailer?.close()
  server?.close()
})

test('without a mail server a mail is refused, and says what to set', async () => {
  const none = createMailer({ config: null, onProblem: () => undefined })

  expect(none.state().status).toBe('off')
  expect(await none.send(MAIL)).toEqual({
    type: 'rejected',
    reason: expect.stringContaining('HILO_SMTP_URL'),
  })
})

test('a mail server that is away is a reason to try again, and told once', async () => {
  const problems: string[] = []
  mailer = aMailer('smtp://127.0.0.1:1', problems)

  expect(await mailer.send(MAIL)).toMatchObject({ type: 'retry' })
  expect(await mailer.send(MAIL)).toMatchObject({ type: 'retry' })
  expect(mailer.state().status).toBe('failing')
  expect(problems).toHaveLength(1)
})

test('what no transport can be made of is a value too, with each mail anew', async () => {
  mailer = aMailer('smtp://127.0.0.1:99999', [])

  expect(await mailer.send(MAIL)).toMatchObject({ type: 'retry' })
  expect(await mailer.send(MAIL)).toMatchObject({ type: 'retry' })
})

test('an address that is refused says nothing against the server', async () => {
  mailer = aMailer(await aServer('550 no such mailbox'), [])

  expect(await mailer.send(MAIL)).toMatchObject({
    type: 'rejected',
    reason: expect.not.stringContaining('ana'),
  })
  expect(mailer.state().status).toBe('ok')
})

function aMailer(url: string, problems: string[]): Mailer {
  return createMailer({
    config: { url, from: 'Hilo <hilo@example.com>' },
    onProblem: (one) => problems.push(one),
  })
}

/** Says yes to everything, but to whom a mail is for. */
async function aServer(toRecipient: string): Promise<string> {
  server = createServer((socket) => {
    socket.write('220 here\r\n')
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      const isRecipient = /^RCPT/i.test(data.toString())
      socket.write(isRecipient ? `${toRecipient}\r\n` : '250 ok\r\n')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}
