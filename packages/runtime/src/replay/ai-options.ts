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
}
