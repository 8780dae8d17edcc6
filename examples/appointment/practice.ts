import { TerminalError } from '@hilo/sdk'

export type Appointment = {
  id: string
  /** With an offset, as 2026-11-25T09:30:00-03:00. */
  startsAt: string
}

type Practice = { url: string; token: string }
type Call = { method: 'POST' | 'PATCH'; body: object; idempotencyKey?: string }

/** With "none of these" as many as a list of WhatsApp takes. */
const TIMES_MAX = 9

/** The first free times after a moment, as the practice writes them. */
export async function findTimes(practice: Practice, after: Date): Promise<string[]> {
  const query = new URLSearchParams({ after: after.toISOString(), limit: String(TIMES_MAX) })
  const { times } = (await call(practice, `/times?${query}`)) as { times: string[] }
  return times
}

/** Books a time, or null when somebody else has just taken it. The key makes it safe to ask again. */
export async function book(
  practice: Practice,
  appointment: { startsAt: string; name: string },
  idempotencyKey: string,
): Promise<Appointment | null> {
  return appointmentOf(await call(practice, '', { method: 'POST', body: appointment, idempotencyKey }))
}

/** Moves it, or null when somebody else has just taken the time; then it stays where it was. */
export async function move(
  practice: Practice,
  { id }: Appointment,
  startsAt: string,
): Promise<Appointment | null> {
  return appointmentOf(await call(practice, `/${id}`, { method: 'PATCH', body: { startsAt } }))
}

/** Says that the contact comes, or that they do not. */
export async function settle(
  practice: Practice,
  { id }: Appointment,
  status: 'confirmed' | 'cancelled',
): Promise<void> {
  await call(practice, `/${id}`, { method: 'PATCH', body: { status } })
}

/** What the code goes on with, and nothing of whatever else the practice knows. */
function appointmentOf(answer: unknown): Appointment | null {
  if (answer === null) return null
  const { id, startsAt } = answer as Appointment
  return { id, startsAt }
}

/** The answer, or null for a time that is taken. */
async function call({ url, token }: Practice, path: string, change?: Call): Promise<unknown> {
  const response = await fetch(url + path, {
    method: change?.method ?? 'GET',
    headers: {
      authorization: `Bearer ${token}`,
      ...(change && { 'content-type': 'application/json' }),
      ...(change?.idempotencyKey && { 'idempotency-key': change.idempotencyKey }),
    },
    body: change && JSON.stringify(change.body),
  })
  if (response.status === 422) return null
  if (response.ok) return response.json()
  const problem = `The practice answered ${response.status}.`
  // What is wrong with the request will be wrong again; a service that is down may come back.
  throw response.status < 500 && response.status !== 429 ? new TerminalError(problem) : new Error(problem)
}
