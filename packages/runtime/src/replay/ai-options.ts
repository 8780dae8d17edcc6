import type { AiCitation, HandoffReason } from '@hilo/protocol'
import type { z } from 'zod'

export type AiOptions = {
  /** The text that is read; by default what the contact wrote last. */
  readonly of?: string
}

/** One of several meanings. */
export type Label<Name extends string = string> =
  | Name
  | {
      readonly label: Name
      /** When it is meant, in words for the model. */
      readonly meaning: string
    }

/** What `chat.ai.reply` did. */
export type Replied =
  | {
      /** It answered, asked back, or named articles and offered a person. */
      readonly action: 'answer' | 'clarify' | 'suggest'
      /** What the contact was told. */
      readonly text: string
      /** The articles that it rests on, with the words that are cited. */
      readonly citations: readonly AiCitation[]
    }
  | {
      /** Nothing was said: people should answer, and the code decides. */
      readonly action: 'handoff'
      readonly reason: HandoffReason
      /** What was asked and answered so far, for members. */
      readonly summary: string | null
    }

/** What a model of the org does for the code. Each call is recorded: a replay never asks again. */
export type ChatAi = {
  /**
   * Reads what a text says into the shape of a schema, which is told to the model: describe its fields. What
   * does not fit is asked for once more, with what was wrong. Nothing is made up of what is not said: make a
   * field that may be missing nullable.
   *
   * @example const { day } = await chat.ai.extract(z.object({ day: z.iso.date().nullable() }))
   * @throws AiError, also where the org has no provider.
   */
  extract<Value>(schema: z.ZodType<Value>, options?: AiOptions): Promise<Value>
  /**
   * Says which of 2 to 50 labels a text means, or `null` for none of them.
   *
   * @example const wish = await chat.ai.classify(['order', { label: 'refund', meaning: 'wants money back' }])
   * @throws AiError, also where the org has no provider.
   */
  classify<const Name extends string>(
    labels: readonly Label<Name>[],
    options?: AiOptions,
  ): Promise<Name | null>
  /**
   * Answers the contact's last words from the knowledge of the org, as an inbox that AI answers does: what
   * cannot be verified by its articles is not said. Says the answer and gives back what it did; where people
   * should answer it says nothing and gives the reason. Without a provider it quotes.
   *
   * @example
   * const reply = await chat.ai.reply()
   * if (reply.action === 'handoff') await chat.handoff(reply.reason, { summary: reply.summary ?? '' })
   */
  reply(options?: AiOptions): Promise<Replied>
}
