import type { MailState } from '@hilo/protocol'
import type { Transporter } from 'nodemailer'

/** What goes out. */
type Mail = {
  /** The same for each attempt, so that a mail program shows a repeated one once. */
  id: string
  to: string
  subject: string
  text: string
}

/** The whole list of ways in which handing over a mail can end. A reason names no address. */
export type MailOutcome = { type: 'sent' } | { type: 'retry' | 'rejected'; reason: string }

export type Mailer = {
  /** False where the operator has set no mail server. */
  isConfigured: boolean
  send(mail: Mail): Promise<MailOutcome>
  /** How it stands, as it was found at the start or with the last mail. */
  state(): MailState
  close(): void
}

type Options = {
  config: { url: string; from: string } | null
  onProblem(reason: string): void
}

/** A mail server that says nothing for so long is away. */
const PATIENCE_MS = 10_000
const LOOPBACK = /^smtps?:\/\/([^@]*@)?(127\.0\.0\.1|localhost|\[::1\])(:|\?|$)/

/**
 * Hands mails to the operator's mail server. Whether that is there is looked at once when the server starts,
 * without waiting for it.
 */
export function createMailer({ config, onProblem }: Options): Mailer {
  if (!config) return { isConfigured: false, send: refuse, state: () => OFF, close: () => undefined }
  const { url, from } = config
  let state: MailState = { status: 'unknown', from, reason: null, at: null }
  let transporter: Promise<Transporter> | null = null
  const open = async () => {
    transporter ??= openTransporter(url)
    try {
      return await transporter
    } catch (error) {
      // What could not be opened is tried anew with the next mail.
      transporter = null
      throw error
    }
  }
  const note = (problem: string | null) => {
    const status = problem === null ? 'ok' : 'failing'
    if (problem !== null && state.status !== 'failing') onProblem(problem)
    state = { status, from, reason: problem, at: new Date().toISOString() }
  }
  open()
    .then((opened) => opened.verify())
    .then(
      () => note(null),
      (error: unknown) => note(reasonOf(error)),
    )
  return {
    isConfigured: true,
    state: () => state,
    async send({ id, to, subject, text }) {
      const host = from.split('@').at(-1)?.replace('>', '') ?? 'localhost'
      try {
        const opened = await open()
        await opened.sendMail({ from, to, subject, text, messageId: `<${id}@${host}>` })
        note(null)
        return { type: 'sent' }
      } catch (error) {
        const outcome = outcomeOf(error)
        // That one address is refused says nothing of the server.
        note(outcome.type === 'rejected' ? null : outcome.reason)
        return outcome
      }
    },
    close: () =>
      void transporter?.then(
        (opened) => opened.close(),
        () => undefined,
      ),
  }
}

const OFF: MailState = { status: 'off', from: null, reason: null, at: null }

async function refuse(): Promise<MailOutcome> {
  return { type: 'rejected', reason: 'No mail server is set: HILO_SMTP_URL and HILO_MAIL_FROM.' }
}

async function openTransporter(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    // Else an answer in between could take TLS away.
    requireTLS: !LOOPBACK.test(url),
    ...{ url, pool: true, maxConnections: 2, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS },
  })
}

type Fault = { code?: string; responseCode?: number }

/** Only a mail server that understood and said no refuses for good; a refused log-in is the operator's to mend. */
function outcomeOf(error: unknown): Exclude<MailOutcome, { type: 'sent' }> {
  const { code, responseCode = 0 } = Object(error) as Fault
  const isFinal = responseCode >= 500 && code !== 'EAUTH'
  return { type: isFinal ? 'rejected' : 'retry', reason: reasonOf(error) }
}

/** What a server says may have the address in it. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = Object(error) as Fault
  return [code ?? 'unknown', responseCode].filter(Boolean).join(' ')
}
