import { z } from 'zod'
import {
  AiBudget,
  AiBudgetScope,
  AiCall,
  AiCaps,
  AiProvider,
  AiProviderName,
  AiProviderSettings,
  AiPurpose,
  AiTest,
} from '../ai.ts'
import { AiModelPrice, AiPrices, AiUnpriced } from '../ai-price.ts'
import { contract } from '../contract.ts'
import { Id } from '../id.ts'
import { Meaning, MeaningEstimate } from '../meaning.ts'
import { AiMedia, AiMediaSettings } from '../media-words.ts'

/** Who writes for the org, what may be spent on that, and what was. */

const params = z.object({ name: AiProviderName })

export const listAiProviders = contract({
  method: 'GET',
  path: '/v1/ai/providers',
  summary: 'List the providers of models in the order in which they are asked',
  permission: 'ai:read',
  /**
   * `installation`: the models of the operator's provider, which the org may enable; null: there is none.
   * `isSimulated`: it belongs to a development start, and no model is behind it. `translations`: from which
   * languages into those of articles a question is put on the server's machine, where no model does.
   */
  returns: z.object({
    providers: z.array(AiProvider),
    installation: z
      .object({ model: z.string(), embeddingModel: z.string().nullable(), isSimulated: z.boolean() })
      .nullable(),
    translations: z.array(z.object({ from: z.string(), to: z.string() })),
  }),
  errors: [],
})

/**
 * No content goes to a provider that is not enabled. A key is only sent to the address it was given for. One
 * that is to be enabled is asked for one word first, as it is given: what fails is saved, but not enabled,
 * and `check` says why.
 */
export const putAiProvider = contract({
  method: 'PUT',
  path: '/v1/ai/providers/:name',
  summary: 'Add or change a provider of models; its key is never shown again',
  permission: 'ai:configure',
  params,
  body: AiProviderSettings,
  returns: AiProvider,
  errors: ['invalid_request'],
})

export const removeAiProvider = contract({
  method: 'DELETE',
  path: '/v1/ai/providers/:name',
  summary: 'Remove a provider of models and its key',
  permission: 'ai:configure',
  params,
  returns: z.object({ providers: z.array(AiProvider) }),
  errors: ['not_found'],
})

export const orderAiProviders = contract({
  method: 'PUT',
  path: '/v1/ai/providers',
  summary: 'Set the order in which the providers of models are asked',
  permission: 'ai:configure',
  /** All of them, the one that is asked first first. */
  body: z.strictObject({ names: z.array(AiProviderName).min(1).max(100) }),
  returns: z.object({ providers: z.array(AiProvider) }),
  errors: ['invalid_request', 'conflict'],
})

export const testAiProvider = contract({
  method: 'POST',
  path: '/v1/ai/providers/:name/test',
  summary: 'Ask a provider of models for one word, and say what came',
  permission: 'ai:configure',
  params,
  returns: AiTest,
  errors: ['not_found'],
})

/** They hold from the next call on; calls that were made keep what they were costed by. */
export const putAiPrices = contract({
  method: 'PUT',
  path: '/v1/ai/providers/:name/prices',
  summary: 'Set what the models of a provider cost; a change is a new version',
  permission: 'ai:configure',
  params,
  /** All that have one: none takes them back. */
  body: z.strictObject({ models: z.array(AiModelPrice).max(20) }),
  returns: AiProvider,
  errors: ['invalid_request', 'not_found'],
})

export const listAiPrices = contract({
  method: 'GET',
  path: '/v1/ai/prices',
  summary: 'List the prices that the org has set, every version, newest first',
  permission: 'ai:read',
  returns: z.object({ versions: z.array(AiPrices.extend({ provider: AiProviderName })) }),
  errors: [],
})

export const getAiMedia = contract({
  method: 'GET',
  path: '/v1/ai/media',
  summary: 'See who transcribes voice notes and describes pictures of contacts',
  permission: 'ai:read',
  returns: AiMedia,
  errors: [],
})

/** It holds for what comes from then on. */
export const putAiMedia = contract({
  method: 'PUT',
  path: '/v1/ai/media',
  summary: 'Set who transcribes voice notes and describes pictures of contacts',
  permission: 'ai:configure',
  body: AiMediaSettings,
  returns: AiMedia,
  errors: ['invalid_request'],
})

export const readMeaning = contract({
  method: 'GET',
  path: '/v1/ai/meaning',
  summary: 'See who places articles so that they are found by their meaning too, and what that is good for',
  permission: 'ai:read',
  returns: Meaning,
  errors: [],
})

export const estimateMeaning = contract({
  method: 'GET',
  path: '/v1/ai/meaning/estimate',
  summary:
    'See what choosing a provider would send where, and about what that costs, before anything is sent',
  permission: 'ai:read',
  query: z.strictObject({ provider: AiProviderName }),
  returns: MeaningEstimate,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

/** All published articles, internal ones too, are sent to that provider, and each question as it comes. */
export const chooseMeaning = contract({
  method: 'PUT',
  path: '/v1/ai/meaning',
  summary: 'Choose the provider that places articles and questions, or none',
  permission: 'ai:configure',
  body: z.strictObject({
    /** It is on and has an embedding model; null: nobody places, and what was placed is forgotten. */
    provider: AiProviderName.nullable(),
  }),
  returns: Meaning,
  errors: ['invalid_request', 'not_found', 'conflict'],
})

const Budgets = z.object({
  budgets: z.array(AiBudget),
  /** In use, but not asked where the org has set a cap on money: its price is set under its provider. */
  unpriced: z.array(AiUnpriced),
})

export const listAiBudgets = contract({
  method: 'GET',
  path: '/v1/ai/budgets',
  summary: 'List what may be spent on models, and what was',
  permission: 'ai:read',
  returns: Budgets,
  errors: [],
})

export const putAiBudget = contract({
  method: 'PUT',
  path: '/v1/ai/budgets/:scope',
  summary: 'Set what may be spent on models',
  permission: 'ai:configure',
  params: z.object({ scope: AiBudgetScope }),
  body: AiCaps,
  returns: Budgets,
  errors: ['invalid_request'],
})

export const listAiCalls = contract({
  method: 'GET',
  path: '/v1/ai/calls',
  summary: 'List the calls of models and what they cost, newest first',
  permission: 'ai:read',
  query: z.strictObject({
    conversationId: Id.optional(),
    messageId: Id.optional(),
    provider: AiProviderName.optional(),
    purpose: AiPurpose.optional(),
    status: z.enum(['done', 'failed', 'open']).optional(),
    /** Made then or later. */
    since: z.iso.datetime().optional(),
    /** The last call of the page before. */
    before: Id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  returns: z.object({ calls: z.array(AiCall) }),
  errors: ['invalid_request'],
})
