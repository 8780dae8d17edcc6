import { createHash } from 'node:crypto'
import { z } from 'zod'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { meaningOf, plainOf } from './meanings.ts'
import { headersOf, type LoggedCall } from './openai.ts'

export const EmbeddingsBody = z.looseObject({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string()).min(1).max(2_048)]),
  dimensions: z.number().int().min(8).max(3_072).nullish(),
})

const DIMENSIONS = 256
const WORD = /[\p{L}\p{N}]+/gu

/** Vectors of words, of their beginnings and of a few meanings: texts that share them are near to each other. */
export function embed(logged: LoggedCall, { input, dimensions }: z.output<typeof EmbeddingsBody>): Answer {
  const texts = typeof input === 'string' ? [input] : input
  const data = texts.map((text, index) => ({
    ...{ object: 'embedding', index, embedding: vectorOf(text, dimensions ?? DIMENSIONS) },
  }))
  logged.isUsageTold = true
  logged.outcome = 'answered'
  const usage = { prompt_tokens: logged.inputTokens, total_tokens: logged.inputTokens }
  return json(200, { object: 'list', model: logged.model, data, usage }, headersOf(logged))
}

function vectorOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0)
  for (const word of plainOf(text).match(WORD) ?? []) {
    for (const feature of new Set([word, word.slice(0, 5), meaningOf(word) ?? word])) {
      const hash = createHash('sha256').update(feature).digest()
      const place = hash.readUInt32BE(0) % dimensions
      vector[place] = (vector[place] ?? 0) + ((hash[4] ?? 0) % 2 === 0 ? 1 : -1)
    }
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
