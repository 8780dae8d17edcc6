import { z } from 'zod'
import {
  AiInstruction,
  InstructionPlace,
  InstructionPublication,
  InstructionVersion,
  InstructionWords,
  PastQuestion,
  Rehearsal,
} from '../ai-instruction.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'

const params = z.object({ inboxId: InstructionPlace })
/** The revision that the caller read: who was overtaken is told, and overwrites nothing. */
const expect = z.number().int().min(0).max(2_147_483_647)
const bodyMaxBytes = 2 * 1_048_576

export const listAiInstructions = contract({
  method: 'GET',
  path: '/v1/ai/instructions',
  summary: 'List for whom instructions are written, those of the org first',
  permission: 'ai:read',
  returns: z.object({
    instructions: z.array(
      z.object({
        inboxId: Id.nullable(),
        version: z.number().int(),
        publishedVersion: z.number().int().nullable(),
        changedAt: z.iso.datetime(),
      }),
    ),
  }),
  errors: [],
})

export const getAiInstruction = contract({
  method: 'GET',
  path: '/v1/ai/instructions/:inboxId',
  summary: 'Read the instructions of an inbox or of the org: as they are written, and as they hold',
  permission: 'ai:read',
  params,
  returns: AiInstruction,
  errors: ['not_found'],
})

export const writeAiInstruction = contract({
  method: 'PUT',
  path: '/v1/ai/instructions/:inboxId',
  summary: 'Write instructions; what holds goes on holding until they are published',
  permission: 'ai:configure',
  params,
  body: z.strictObject({ words: InstructionWords, expect }),
  bodyMaxBytes,
  returns: AiInstruction,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const publishAiInstruction = contract({
  method: 'PUT',
  path: '/v1/ai/instructions/:inboxId/published',
  summary: 'Put a version of instructions into force, an older one too, or none',
  permission: 'ai:configure',
  params,
  body: z.strictObject({
    /** Null: none holds any more. */
    publish: z.number().int().min(1).max(2_147_483_647).nullable(),
    expect,
  }),
  returns: AiInstruction,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const listAiInstructionVersions = contract({
  method: 'GET',
  path: '/v1/ai/instructions/:inboxId/versions',
  summary: 'List the last hundred versions of instructions, and when which of them was put into force',
  permission: 'ai:read',
  params,
  returns: z.object({
    versions: z.array(InstructionVersion),
    publications: z.array(InstructionPublication),
  }),
  errors: ['not_found'],
})

export const listPastQuestions = contract({
  method: 'GET',
  path: '/v1/ai/instructions/:inboxId/questions',
  summary: 'List what contacts asked last, on which instructions can be tried, and what each answer cost',
  permission: 'ai:read',
  params,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(20).default(5) }),
  returns: z.object({ questions: z.array(PastQuestion) }),
  errors: ['invalid_request', 'not_found'],
})

/** It costs what an answer costs, and nobody is told of it. */
export const rehearseAnswer = contract({
  method: 'POST',
  path: '/v1/ai/instructions/:inboxId/rehearsals',
  summary: 'Answer a past question by the instructions in force, or by what is written',
  permission: 'ai:configure',
  params,
  body: z.strictObject({ answerId: Id, isDraft: z.boolean() }),
  returns: Rehearsal,
  errors: ['invalid_request', 'not_found'],
})
