import type { z } from 'zod'
import type { Duration } from './duration.ts'
import type { MediaKind } from './file.ts'

/** What the questions of a function may have beside. */

/** Why an answer was not accepted. */
export type Refusal = {
  /** What the schema says of it, in English: give it words of yours, or say something else. */
  readonly message: string
  /** What the contact said. */
  readonly answer: string
}

type WaitOptions<Late> = {
  /** Said when an answer is not accepted; by default a short sentence in the contact's language. */
  readonly retry?: string | ((refusal: Refusal) => string)
  /** How long it waits, from when the question was put. */
  readonly timeout?: Duration
  /** Until when it waits, instead of `timeout`: a moment as `chat.sleepUntil` takes it. */
  readonly until?: Date | string
  /**
   * Called when nothing acceptable came in time; what it returns is the result. Without it `AskTimeout` is
   * thrown.
   */
  readonly onTimeout?: () => Late | Promise<Late>
  /** After so many answers that were not accepted, `AskExhausted` is thrown. By default it asks on. */
  readonly attempts?: number
}

export type AskOptions<Answer, Late> = WaitOptions<Late> & {
  /** What the answer's text must be; its output is the result and must be plain JSON. */
  readonly as?: z.ZodType<Answer>
  /**
   * Takes several short messages as one answer, their texts joined by line breaks: `true` waits for a quiet
   * whose length follows the writing, a duration of at most 10 seconds for one of that length, `false` takes
   * each message for itself. By default as the inbox says, and with `as` each message for itself.
   */
  readonly burst?: boolean | Duration
}

export type ChooseOptions<Late, Back = undefined> = WaitOptions<Late> & {
  /** The label that opens a list, where the channel has lists. */
  readonly button?: string
  /**
   * Adds an option that leads back, with this label or, for `true`, one in the contact's language. It is the
   * last, has the number 0 in a numbered menu, and is also typed in the usual words. `choose` then gives
   * `null`.
   */
  readonly back?: Back
}

export type MediaOptions<Late> = WaitOptions<Late> & {
  /** What is accepted. By default everything but stickers. */
  readonly kinds?: readonly MediaKind[]
}

/** Of a question that has nothing more to say. */
export type RequestOptions<Late> = WaitOptions<Late>
export type LocationOptions<Late> = RequestOptions<Late>
export type PhoneOptions<Late> = RequestOptions<Late>
export type OrderOptions<Late> = RequestOptions<Late>

/** A basket that the contact sent. */
export type Order = {
  readonly catalogId: string
  /** What they wrote with it. */
  readonly text?: string
  /** Prices are those that the catalogue showed, each for one. */
  readonly items: readonly {
    readonly productId: string
    readonly quantity: number
    readonly price: number
    /** ISO 4217. */
    readonly currency: string
  }[]
}

/** A form of the business that opens in the chat: a WhatsApp Flow. */
export type FormOptions<Answer, Late> = WaitOptions<Late> & {
  /** The id of a Flow that is published, or its name. */
  readonly flow: string
  /** What the button says that opens it: 30 characters at most. */
  readonly button: string
  /** The words above the button. */
  readonly text: string
  /** The screen that it begins with; by default the Flow's own first one. */
  readonly screen?: string
  /** What that screen is given: plain JSON of at most 16 KiB. Needs `screen`. */
  readonly data?: Readonly<Record<string, unknown>>
  /** What was filled in must be; its output is the result and must be plain JSON. */
  readonly as?: z.ZodType<Answer>
  /**
   * Asks the same with questions where the channel has no forms; what it returns is the result. Without it
   * `chat.form` throws there.
   */
  readonly fallback?: () => NoInfer<Answer> | Promise<NoInfer<Answer>>
}

/** One thing to choose: its text, or an object with a `label` or a `title`, which is handed back as it is. */
export type Option =
  | string
  | { readonly label: string; readonly description?: string }
  | { readonly title: string; readonly description?: string }
