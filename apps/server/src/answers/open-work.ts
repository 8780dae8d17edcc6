import { type Detector, type Model, openDetector, openRedactor, type Redactor } from '@hilo/ai'
import type { AiPurpose, AnswerMode, ExceptionalDay } from '@hilo/protocol'
import type { Database } from '../db/database.ts'
import { readExceptionalDays } from '../domain/exceptional-day/read.ts'
import { allowedHosts } from '../domain/link-host/read.ts'
import { type OrgWays, readWays } from '../domain/org/ways.ts'
import type { Models } from '../models/models.ts'
import type { AnswerRequest } from './answer.ts'

/** What the pipeline needs of the server. */
export type AnswerContext = {
  db: Database
  models: Models
  log: { error(fields: Record<string, unknown>, message: string): void }
}

/** From its beginning on an answer is found in this time, or people are asked: a contact sees it within 15 seconds. */
export const ANSWER_MS = 11_500

/** One question on its way: what every step of the pipeline is given. */
export type Work = {
  context: AnswerContext
  request: AnswerRequest
  /** Ends every call of a model; then people are asked. */
  signal: AbortSignal
  detect: Detector
  redactor: Redactor
  mode: AnswerMode
  /** Writes for the org; its calls are in the ledger under what they are for. */
  modelFor(purpose: AiPurpose): Promise<Model>
  org: OrgWays
  /** On which people are there at other hours. */
  days: readonly ExceptionalDay[]
  /** Where an answer may lead to. */
  linkHosts: readonly string[]
  beganAt: number
}

export async function openWork(
  context: AnswerContext,
  request: AnswerRequest,
  signal: AbortSignal,
): Promise<Work> {
  const { orgId, inboxId, conversationId, messageId } = request
  const redactor = openRedactor()
  const modelFor = (purpose: AiPurpose) =>
    context.models.open(orgId, { purpose, inboxId, conversationId, messageId }, redactor.redact)
  const [detect, { org, days, linkHosts }, model] = await Promise.all([
    openDetector(),
    context.db.withOrg(orgId, async (tx) => ({
      org: await readWays(tx),
      days: await readExceptionalDays(tx),
      linkHosts: await allowedHosts(tx),
    })),
    modelFor(request.purpose),
  ])
  return {
    ...{ context, request, signal, detect, redactor, modelFor, org, days, linkHosts },
    mode: model.caps().schema ? 'model' : 'quoting',
    beganAt: performance.now(),
  }
}
