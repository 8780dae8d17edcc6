import { NO_TOOLS } from '@hilo/ai'
import { newId } from '@hilo/protocol'
import type { AnswerRequest } from '../../apps/server/src/answers/answer.ts'
import { answerQuestion } from '../../apps/server/src/answers/answer-question.ts'
import { ANSWER_MS } from '../../apps/server/src/answers/open-work.ts'
import { calibrateKnowledge } from '../../apps/server/src/domain/knowledge/calibrate.ts'
import { createModels } from '../../apps/server/src/models/models.ts'
import { plainInstructions } from '../../apps/server/src/testing/plain-instructions.ts'
import type { Translator } from '../../apps/server/src/translator/translator.ts'
import type { OpenEngine } from './engine.ts'
import { publishAll } from './sql-engine.ts'

/**
 * What the server itself finds for who asks in another language than that of the articles, in an org without
 * a provider: every question goes the way of one that a contact asks.
 */
export function openAbroadEngine(translator: Translator): OpenEngine {
  return async (articles, { kind }) => {
    const { ground, orgId, located } = await publishAll(articles, kind)
    const { db, keys } = ground
    await calibrateKnowledge(db, orgId)
    const log = { error: tell, warn: tell, info: () => undefined }
    const models = createModels({
      ...{ db, keys, log, installation: null, forbiddenHosts: [], loopback: [], openaiUrl: '' },
      translator,
    })
    return {
      async search(question, { language, limit }) {
        const request: AnswerRequest = {
          ...{ orgId, inboxId: null, conversationId: null, messageId: newId(), language },
          turns: [{ from: 'contact', text: question }],
          ...{ audiences: ['public'], instructions: plainInstructions(language), toolbox: NO_TOOLS },
          ...{ leftOpen: 0, purpose: 'test' },
        }
        const { trace } = await answerQuestion({ db, models, log }, request, AbortSignal.timeout(ANSWER_MS))
        return db.withOrg(orgId, (tx) => located(tx, trace.candidates.slice(0, limit)))
      },
      async close() {
        await models.close()
        await ground.close()
      },
    }
  }
}

function tell(fields: object, message: string): void {
  process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)
}
