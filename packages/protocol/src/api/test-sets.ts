import { z } from 'zod'
import { contract } from '../contract.ts'
import { ClientId } from '../conversation.ts'
import { TestSet } from '../evaluation.ts'
import { Id } from '../id.ts'
import { TestCase, TestSetSettings, TestWords } from '../test-case.ts'

/** Test cases of an org, in sets. */

const params = z.object({ setId: Id })
const caseParams = z.object({ setId: Id, caseId: Id })
const Cases = z.object({ cases: z.array(TestCase) })
/** JSON carries everything; a sheet has a row a turn. */
const Format = z.enum(['json', 'csv'])
const bodyMaxBytes = 2 * 1_048_576

export const listTestSets = contract({
  method: 'GET',
  path: '/v1/ai/test-sets',
  summary: 'List the test sets, each with its last evaluation',
  permission: 'ai:read',
  returns: z.object({ sets: z.array(TestSet) }),
  errors: [],
})

export const createTestSet = contract({
  method: 'POST',
  path: '/v1/ai/test-sets',
  summary: 'Begin a test set; asked twice with the same client id it is one',
  permission: 'ai:configure',
  body: z.strictObject({ ...TestSetSettings.shape, clientId: ClientId }),
  returns: TestSet,
  errors: ['invalid_request', 'conflict'],
})

export const getTestSet = contract({
  method: 'GET',
  path: '/v1/ai/test-sets/:setId',
  summary: 'Read a test set with its cases',
  permission: 'ai:read',
  params,
  returns: z.object({ set: TestSet, cases: z.array(TestCase) }),
  errors: ['not_found'],
})

export const changeTestSet = contract({
  method: 'PUT',
  path: '/v1/ai/test-sets/:setId',
  summary: 'Say how often the cases of a set are played, and what depends on that they pass',
  permission: 'ai:configure',
  params,
  body: TestSetSettings,
  returns: TestSet,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const deleteTestSet = contract({
  method: 'DELETE',
  path: '/v1/ai/test-sets/:setId',
  summary: 'Delete a test set and its cases; what came of it stays',
  permission: 'ai:configure',
  params,
  returns: z.object({ isDeleted: z.literal(true) }),
  errors: ['not_found'],
})

export const putTestCase = contract({
  method: 'PUT',
  path: '/v1/ai/test-sets/:setId/cases/:caseId',
  summary: 'Write a test case under an id of the caller’s making',
  permission: 'ai:configure',
  params: caseParams,
  body: TestWords,
  returns: Cases,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const deleteTestCase = contract({
  method: 'DELETE',
  path: '/v1/ai/test-sets/:setId/cases/:caseId',
  summary: 'Delete a test case',
  permission: 'ai:configure',
  params: caseParams,
  returns: Cases,
  errors: ['not_found'],
})

export const importTestCases = contract({
  method: 'POST',
  path: '/v1/ai/test-sets/:setId/cases',
  summary: 'Add the test cases of a file: all of them, or none and why',
  permission: 'ai:configure',
  params,
  body: z.strictObject({ format: Format, text: z.string().max(1_000_000) }),
  bodyMaxBytes,
  returns: Cases,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

export const exportTestCases = contract({
  method: 'GET',
  path: '/v1/ai/test-sets/:setId/export',
  summary: 'Read the test cases of a set as a file that can be imported',
  permission: 'ai:read',
  params,
  query: z.strictObject({ format: Format.default('json') }),
  returns: z.object({
    filename: z.string(),
    text: z.string(),
    /** Cases that a sheet cannot hold, because their contact has a goal. */
    leftOut: z.number().int(),
  }),
  errors: ['invalid_request', 'not_found'],
})

export const draftTestCase = contract({
  method: 'GET',
  path: '/v1/conversations/:conversationId/test-case',
  summary: 'Read a conversation as a test case, as it went; nothing is kept of that',
  permission: 'conversation:read',
  params: z.object({ conversationId: Id }),
  /** The last message that is part of it; left out: all that was said. */
  query: z.strictObject({ messageId: Id.optional() }),
  returns: TestWords,
  errors: ['invalid_request', 'not_found', 'conflict'],
})
