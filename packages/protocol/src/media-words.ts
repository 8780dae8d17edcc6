import { z } from 'zod'
import { AiProviderName } from './ai.ts'
import { Actor } from './deploy.ts'
import { MODEL_FAULTS } from './model-fault.ts'

/** Files of contacts in words: what is said in a voice note, what is to be seen in a picture. */

/** `off`: no file goes to a provider; `asked`: when a member asks; `always`: as soon as it is here. */
export const MediaWordsMode = z.enum(['off', 'asked', 'always'])
export type MediaWordsMode = z.infer<typeof MediaWordsMode>

const Way = z.strictObject({
  mode: MediaWordsMode,
  /** Which of the org's providers is asked; null only while it is off. */
  provider: AiProviderName.nullable(),
  /** Its model that can do this. */
  model: z.string().trim().min(1).max(200).nullable(),
})
export type MediaWay = z.infer<typeof Way>

export const AiMediaSettings = z.strictObject({ voice: Way, pictures: Way })
export type AiMediaSettings = z.infer<typeof AiMediaSettings>

export const AiMedia = AiMediaSettings.extend({
  /** Null: nobody has set it, and all is off. */
  changedAt: z.iso.datetime().nullable(),
  changedBy: Actor.nullable(),
})
export type AiMedia = z.infer<typeof AiMedia>

/**
 * Why there are no words: the whole list, beside how a call of a model fails. `type`: of a format that
 * providers do not take; `off`: it was switched off meanwhile; `lost`: the bytes are not here.
 */
export const MediaWordsFailure = z.enum([...MODEL_FAULTS, 'type', 'off', 'lost'])
export type MediaWordsFailure = z.infer<typeof MediaWordsFailure>

/** The words for a file. They are what a model heard or saw, and may be wrong. */
export const MediaWords = z.object({
  kind: z.enum(['transcript', 'description']),
  /** `due`: somebody is at it. */
  status: z.enum(['due', 'done', 'failed']),
  text: z.string().nullable(),
  /** As BCP 47; null: nobody knows. */
  language: z.string().nullable(),
  /** How long the recording is; null for a picture, and until it was looked at. */
  seconds: z.number().int().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  failure: MediaWordsFailure.nullable(),
})
export type MediaWords = z.infer<typeof MediaWords>

/** Longer recordings are left to people. */
export const HEARD_SECONDS_MAX = 600
