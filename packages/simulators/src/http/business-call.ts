import { AppError } from '@hilo/protocol'
import { z } from 'zod'
import { takeFirst } from '../meta/faults.ts'
import type { Timers } from '../timers.ts'
import { errorAnswer, json, readJson } from './answer.ts'
import type { Answer, Incoming } from './route.ts'

/** The next `times` calls fail: before anything happens, or after it, when only the answer is lost. */
export const Fault = z.object({
  kind: z.enum(['http_503', 'lose_answer']).default('http_503'),
  times: z.number().int().min(1).default(1),
})
export type Fault = z.output<typeof Fault>

/** A service of a business: as slow and as faulty as it was told to be. */
export type Service = { settings: { latencyMs: number }; faults: Fault[]; timers: Timers }

/** Takes its time and its faults, then runs `work`. A call that fails with 503 has done nothing. */
export async function serviceAnswer(
  { settings, faults, timers }: Service,
  work: () => Answer | Promise<Answer>,
): Promise<Answer> {
  if (settings.latencyMs > 0) await timers.pause(settings.latencyMs)
  const fault = takeFirst(faults, () => true)
  if (fault?.kind === 'http_503') return json(503, { code: 'unavailable', message: 'The service is busy.' })
  try {
    const answer = await work()
    return fault?.kind === 'lose_answer' ? { type: 'drop' } : answer
  } catch (error) {
    return errorAnswer(error)
  }
}

/** @throws AppError `not_authenticated` when the request does not carry `token`. */
export function requireToken(request: Incoming, token: string): void {
  if (request.headers.authorization === `Bearer ${token}`) return
  throw new AppError('not_authenticated', 'Give the token of this service: Authorization: Bearer ...')
}

/** @throws AppError `invalid_request` without the header. */
export function idempotencyKeyOf(request: Incoming): string {
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && key !== '') return key
  throw new AppError('invalid_request', 'This call needs the header Idempotency-Key.')
}

/** The body as `schema` reads it. @throws AppError `invalid_request` */
export function bodyOf<Schema extends z.ZodType>(request: Incoming, schema: Schema): z.output<Schema> {
  const body = schema.safeParse(readJson(request))
  if (!body.success) throw new AppError('invalid_request', z.prettifyError(body.error))
  return body.data
}
