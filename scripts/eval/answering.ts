import { NO_TOOLS } from '@hilo/ai'
import { type Id, newId } from '@hilo/protocol'
import { type Simulators, startSimulators } from '@hilo/simulators'
import type { AnswerRequest } from '../../apps/server/src/answers/answer.ts'
import { type Answer, answerQuestion } from '../../apps/server/src/answers/answer-question.ts'
import { ANSWER_MS } from '../../apps/server/src/answers/open-work.ts'
import type { Ground } from '../../apps/server/src/app.ts'
import { calibrateKnowledge } from '../../apps/server/src/domain/knowledge/calibrate.ts'
import type { Models } from '../../apps/server/src/models/models.ts'
import { plainInstructions } from '../../apps/server/src/testing/plain-instructions.ts'
import type { Translator } from '../../apps/server/src/translator/translator.ts'
import { openProofGround } from '../ground/open-ground.ts'
import type { Found, OpenEngine } from './engine.ts'
import { publishInto } from './sql-engine.ts'
import type { WrittenArticle } from './write-article.ts'
import { enableWriter, LOG, openModels, type Writer } from './writer.ts'

/** Who answers: a model that writes, or nobody but the articles themselves. */
export type By = { writer: Writer | null; translator?: Translator }

/** A database in which orgs answer as they do for their contacts. */
export type Answering = {
  /** An org that knows these articles. */
  openOrg(articles: readonly WrittenArticle[], kind: 'page' | 'faq'): Promise<AnsweringOrg>
  close(): Promise<void>
}

export type AnsweringOrg = {
  /** What a contact who asks this, and has asked nothing before, is told. */
  ask(question: string, language: string): Promise<Answer>
  /** Where pieces that an answer names stand. */
  located(pieces: readonly { chunkId: string }[]): Promise<Found[]>
}

export async function openAnswering({ writer, translator }: By): Promise<Answering> {
  const ground = await openProofGround()
  const simulators: Simulators | null = writer?.name === 'fake' ? await startSimulators() : null
  const models = openModels(ground, { simulators, writer, ...(translator && { translator }) })
  return {
    async openOrg(articles, kind) {
      const { orgId, located } = await publishInto(ground, articles, kind)
      await calibrateKnowledge(ground.db, orgId)
      if (writer) await enableWriter(ground, orgId, writer)
      return {
        ask: (question, language) => ask({ ground, models, orgId }, question, language),
        located: (pieces) => ground.db.withOrg(orgId, (tx) => located(tx, pieces)),
      }
    },
    async close() {
      await models.close()
      await simulators?.close()
      await ground.close()
    },
  }
}

/** What is found on the way to an answer, for who asks in another language than that of the articles too. */
export function openAnsweringEngine(by: By): OpenEngine {
  return async (articles, { kind }) => {
    const answering = await openAnswering(by)
    const { ask, located } = await answering.openOrg(articles, kind)
    return {
      async search(question, { language, limit }) {
        const { trace } = await ask(question, language)
        return located(trace.candidates.slice(0, limit))
      },
      close: () => answering.close(),
    }
  }
}

type Asking = { ground: Ground; models: Models; orgId: Id }

function ask({ ground: { db }, models, orgId }: Asking, question: string, language: string): Promise<Answer> {
  const request: AnswerRequest = {
    ...{ orgId, inboxId: null, conversationId: null, messageId: newId(), language },
    turns: [{ from: 'contact', text: question }],
    ...{ audiences: ['public'], instructions: plainInstructions(language), toolbox: NO_TOOLS },
    ...{ leftOpen: 0, purpose: 'test' },
  }
  return answerQuestion({ db, models, log: LOG }, request, AbortSignal.timeout(ANSWER_MS))
}
