import { type Chat, TerminalError } from '@hilo/sdk'
import type { Answers } from './score.ts'

type Lead = { contact: Chat['contact']; answers: Answers; score: number }

/** Keeps a lead. The contact's id names it, so that who comes back is brought up to date, not doubled. */
export async function sendLead(
  crm: { url: string; token: string },
  { contact, answers: { email, ...answers }, score }: Lead,
  idempotencyKey: string,
): Promise<void> {
  const told = Object.entries(answers).filter(([, value]) => value !== null)
  const response = await fetch(`${crm.url}/leads`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${crm.token}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify({
      externalId: contact.id,
      name: contact.name,
      phone: contact.phone,
      email,
      score,
      answers: Object.fromEntries(told),
    }),
  })
  if (response.ok) return
  const problem = `The CRM answered ${response.status}.`
  // What is wrong with the request will be wrong again; a service that is down may come back.
  throw response.status < 500 && response.status !== 429 ? new TerminalError(problem) : new Error(problem)
}
