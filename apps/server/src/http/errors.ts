import { AppError, ERROR_STATUS, type Issue } from '@hilo/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isConnectionLoss } from '../db/connection.ts'
import { explainIssues } from '../domain/issue/explain-issues.ts'

/**
 * One shape for every error a client sees: a code to act on, a sentence to show, an id to report. Once all
 * connections are closed nobody waits for an answer, and the database that it needed goes: no fault.
 */
export function answerErrors(server: FastifyInstance, isOver: () => boolean): void {
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const expected = toAppError(error)
    const status = ERROR_STATUS[expected.code]
    if (status >= 500 && isOver()) request.log.info({ err: error }, 'request broken off by the end')
    else if (status >= 500) request.log.error({ err: error }, 'request failed')
    const { code, message, issues } = expected
    return send(reply, request, { status, code, message, issues })
  })
}

export function send(
  reply: FastifyReply,
  request: FastifyRequest,
  error: { status: number; code: string; message: string; issues?: readonly Issue[] },
): FastifyReply {
  const { status, code, message, issues = [] } = error
  return reply
    .status(status)
    .send({ code, message, ...(issues.length > 0 ? { issues } : {}), requestId: request.id })
}

/**
 * What does not fit a contract, and what else is wrong: at a place that breaks a rule of the contract that is
 * all there is to say.
 */
export function unfit(error: z.ZodError, others: readonly Issue[] = []): AppError {
  const ruled = explainIssues(error)
  const places = new Set(ruled.map(({ path }) => path.join('.')))
  const issues = [...ruled, ...others.filter(({ path }) => !places.has(path.join('.')))]
  return new AppError('invalid_request', sentenceOf(error), { issues })
}

function toAppError(error: Error & { statusCode?: number }): AppError {
  if (error instanceof AppError) return error
  if (error instanceof z.ZodError) return unfit(error)
  if (isConnectionLoss(error)) {
    return new AppError('unavailable', 'The database is away. Nothing was changed; try again in a moment.')
  }
  const { statusCode } = error
  if (statusCode === 413) return new AppError('invalid_request', 'The request is too large.')
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new AppError(
      'invalid_request',
      'The request could not be read. Send JSON as the API reference says.',
    )
  }
  return new AppError(
    'internal',
    'Something went wrong on the server. Report the request id if it happens again.',
  )
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues
  if (!issue) return 'The request is not valid.'
  const where = issue.path.join('.')
  return where ? `${where}: ${issue.message}` : issue.message
}
