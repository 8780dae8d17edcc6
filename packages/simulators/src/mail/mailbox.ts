import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { readMail } from './read-mail.ts'
import { type MailFault, talk } from './talk.ts'

/** A mail as it came: what its lines say, and to whom it was handed over. */
export type ReceivedMail = {
  id: string
  to: string
  from: string
  subject: string
  text: string
  messageId: string
  at: string
}

export type Mailbox = {
  mails: ReceivedMail[]
  /** Each for one mail. */
  faults: MailFault[]
  /** Begins to take mails in. @returns where */
  listen(host: string): Promise<string>
  close(): Promise<void>
}

const MAILS_MAX = 200

/** A mail server that keeps what it is given, and sends nothing on. Everybody may hand it mails. */
export function createMailbox(): Mailbox {
  const mails: ReceivedMail[] = []
  const faults: MailFault[] = []
  // Who hands mails over keeps a connection open.
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    talk(socket, {
      refuse: () => faults.shift() ?? null,
      keep(envelope, source) {
        const at = new Date().toISOString()
        mails.push({ id: randomUUID(), ...envelope, ...readMail(source), at })
        if (mails.length > MAILS_MAX) mails.shift()
      },
    })
  })
  return {
    ...{ mails, faults },
    async listen(host) {
      server.listen(0, host)
      await once(server, 'listening')
      return `smtp://${host}:${(server.address() as AddressInfo).port}`
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
