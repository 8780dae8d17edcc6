import type { Socket } from 'node:net'

/** How a server refuses a mail: `451` to try again later, `550` for good. */
export type MailFault = { code: number; text: string }

type Envelope = { from: string; to: string }

type Desk = {
  /** The fault with which the next mail is refused. */
  refuse(): MailFault | null
  keep(envelope: Envelope, source: string): void
}

/**
 * As much of SMTP as a client needs that hands over mails, without TLS.
 *
 * https://www.rfc-editor.org/rfc/rfc5321
 */
export function talk(socket: Socket, { refuse, keep }: Desk): void {
  let envelope: Envelope = { from: '', to: '' }
  let source: string[] | null = null
  let rest = ''
  const say = (line: string) => void socket.write(`${line}\r\n`)

  const command = (line: string) => {
    const [verb = ''] = line.split(' ')
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return say('250-simulated\r\n250-8BITMIME\r\n250 AUTH PLAIN')
      case 'AUTH':
        return say('235 2.7.0 Accepted')
      case 'MAIL':
        envelope = { from: address, to: '' }
        return say('250 2.1.0 Ok')
      case 'RCPT':
        envelope.to = address
        return say('250 2.1.5 Ok')
      case 'DATA':
        source = []
        return say('354 End data with <CR><LF>.<CR><LF>')
      case 'QUIT':
        say('221 2.0.0 Bye')
        return socket.end()
      case 'HELO':
      case 'NOOP':
      case 'RSET':
        return say('250 2.0.0 Ok')
      default:
        return say('502 5.5.1 Not understood')
    }
  }
  const end = (lines: readonly string[]) => {
    const fault = refuse()
    if (fault) return say(`${fault.code} ${fault.text}`)
    keep(envelope, lines.join('\r\n'))
    say('250 2.0.0 Ok: kept')
  }
  const read = (line: string) => {
    if (!source) command(line)
    else if (line === '.') {
      const lines = source
      source = null
      end(lines)
    } else source.push(line.startsWith('.') ? line.slice(1) : line)
  }

  // What breaks off has not been handed over.
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString('latin1')).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) read(line)
  })
  say('220 simulated ESMTP')
}
