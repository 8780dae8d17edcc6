import type { ContactChanges, ContactSnapshot } from '@hilo/protocol'
import type { ChatAi } from './ai-options.ts'
import type { Callable } from './callable.ts'
import type { Duration } from './duration.ts'
import type { MediaFile } from './file.ts'
import type {
  AskOptions,
  ChooseOptions,
  FormOptions,
  LocationOptions,
  MediaOptions,
  Option,
  Order,
  OrderOptions,
  PhoneOptions,
} from './options.ts'
import type { OptIn, OptOut } from './permission.ts'
import type { Offer, Place, Sayable } from './sayable.ts'

export type StepOptions = {
  readonly retry?: {
    /** How often it is tried in all. Default 5. */
    readonly attempts?: number
    /** The pause after the first failure; doubled each time, 60 s at most. Default 500 ms. */
    readonly backoff?: Duration
  }
  /** How long one attempt may take. Default 30 seconds. */
  readonly timeout?: Duration
}

/** What a step on its own may have beside. */
export type StepSettings<Result> = StepOptions & {
  /**
   * Undoes it when the run is cancelled after it has succeeded: the last step first, each a recorded step
   * named `undo` and the step's name, with its retries and a key of its own. One whose attempts are used up
   * does not stop the others; people get the conversation and the reason.
   */
  readonly onUndo?: (result: Result, context: StepContext) => unknown
}

export type StepContext = {
  /** The same for every attempt, after every crash: give it to the service that is called. */
  readonly idempotencyKey: string
  /** 1 for the first. */
  readonly attempt: number
  /** Aborted when the attempt's time is up. `fetch` obeys it by itself. */
  readonly signal: AbortSignal
}

/** The contact as the function sees it. */
export type Contact = Readonly<ContactSnapshot> & {
  /**
   * Changes what is known of the contact, for this run and every later one. An attribute that is `null` is
   * taken away; what is not named stays. The properties above tell the change at once.
   *
   * @example await chat.contact.set({ locale: 'es', attributes: { vip: true, visits: 3 } })
   */
  set(changes: ContactChanges): Promise<void>
}

/** What `chat.all` may have beside: how each of its steps is undone, by the names of those that can be. */
export type AllSettings<Acts extends Steps> = StepOptions & {
  readonly onUndo?: {
    readonly [Name in keyof Acts]?: (result: Awaited<ReturnType<Acts[Name]>>, context: StepContext) => unknown
  }
}

/** Steps by their names. */
export type Steps = Readonly<Record<string, (context: StepContext) => unknown>>
export type ResultsOf<Acts extends Steps> = { [Name in keyof Acts]: Awaited<ReturnType<Acts[Name]>> }

/** The conversation, as its function sees it. One call at a time: await each before the next. */
export type Chat<Config = unknown, State = unknown, Input = unknown> = {
  /** Stays as it was at the first change this run made of it, with those changes. */
  readonly contact: Contact
  readonly config: Config
  /** The contact's language, such as `es` or `pt-BR`; `en` when unknown. */
  readonly locale: string
  /** The org's IANA time zone. */
  readonly timeZone: string
  /** What the last `checkpoint` was given; undefined before the first. */
  readonly state: State | undefined
  /** What `chat.call` was given by the backend that called this one; undefined when a contact began the run. */
  readonly input: Input
  /** Models of the org, which read for the code. */
  readonly ai: ChatAi

  /**
   * Sends a text, a location, contact cards, cards with buttons, products of the catalogue, a file or a
   * template. A picture, a video and a document carry their caption; that of a sound follows as a text. A
   * template is made of the one that WhatsApp approved when the turn ends, and reaches a contact who has not
   * written for 24 hours; one that cannot be sent hands the conversation to people, with the reason.
   *
   * @throws Error that says why a file cannot be sent: it is too large, or not what it is said to be.
   *
   * @example await chat.say({ media: { bytes: pdf, mimeType: 'application/pdf', filename: 'bill.pdf' } })
   * @example await chat.say({ cards: [{ title: 'Margherita', subtitle: '9 euros', buttons: ['Order it'] }] })
   * @example await chat.say({ products: ['soup', 'rice'], title: 'Today', text: 'What would you like?' })
   * @example await chat.say({ template: { name: 'order_update', values: { guest, order } } })
   */
  say(message: string | Sayable): Promise<void>

  /**
   * Waits for the contact's next message; with a question, sends it and waits for a message that came after
   * it. What was heard in a voice note, where the org has that done, counts as written. May wait for days:
   * nothing stays in memory, and nothing is lost by a restart or a deploy.
   *
   * @throws AskTimeout, AskExhausted
   */
  ask<Answer = string, Late = never>(
    question?: string,
    options?: AskOptions<Answer, Late>,
  ): Promise<NoInfer<Answer | Late>>

  /**
   * Sends a question with options (buttons, a list or a numbered menu, as the channel can) and gives back the
   * one chosen: pressed, or typed as its number, its title, the beginning of it, its title among a few other
   * words, or with a slip of the fingers. What is not clear is asked again. With `back` it is `null` for who
   * wants to go back.
   *
   * @throws AskTimeout, AskExhausted
   */
  choose<Choice extends Option, Late = never, Back extends string | boolean | undefined = undefined>(
    question: string,
    options: readonly Choice[],
    settings?: ChooseOptions<Late, Back>,
  ): Promise<Choice | NoInfer<Late> | (Back extends string | true ? null : never)>

  /**
   * Waits for a file of the contact's, as `ask` waits for words. What is no file of the wanted kinds is
   * refused, by default with words in the contact's language.
   *
   * @example const photo = await chat.media('A photo of the damage, please.', { kinds: ['image'] })
   * @throws AskTimeout, AskExhausted
   */
  media<Late = never>(question?: string, options?: MediaOptions<Late>): Promise<MediaFile | NoInfer<Late>>

  /**
   * Waits for a location of the contact's in the same way. One that is typed as coordinates, latitude first,
   * is one too: `-34.9, -56.16`.
   *
   * @throws AskTimeout, AskExhausted
   */
  location<Late = never>(question?: string, options?: LocationOptions<Late>): Promise<Place | NoInfer<Late>>

  /**
   * Waits for a phone number of the contact's in the same way: `+` and digits as it was given, or digits
   * alone where the country was not said. Where the channel has a button that shares it, the question has
   * that button. Some contacts of WhatsApp have no number that the business knows until they share it.
   *
   * @throws AskTimeout, AskExhausted
   */
  phone<Late = never>(question?: string, options?: PhoneOptions<Late>): Promise<string | NoInfer<Late>>

  /**
   * Offers products, and waits for the basket that the contact fills from them and sends; with a text, or
   * nothing, for one of products that were said before. Only WhatsApp has baskets, in an inbox with a
   * catalogue.
   *
   * @example const { items } = await chat.order({ products: ['soup'], text: 'A soup?' })
   * @throws AskTimeout, AskExhausted
   */
  order<Late = never>(question?: string | Offer, options?: OrderOptions<Late>): Promise<Order | NoInfer<Late>>

  /**
   * Sends a WhatsApp Flow, a form that opens in the chat, and waits until it is filled in: gives back what
   * was entered, by the names of its fields, or what `as` makes of it. Anything else that the contact sends
   * is refused, and the form put again. Where the channel has no forms, `fallback` asks with questions.
   *
   * @example
   * const visit = await chat.form({
   *   ...{ flow: '5081209', text: 'When is it good?', button: 'Choose a day' },
   *   as: z.object({ day: z.iso.date() }),
   *   fallback: async () => ({ day: await chat.ask('Which day?', { as: z.iso.date() }) }),
   * })
   * @throws AskTimeout, AskExhausted; Error where the channel has no forms and there is no `fallback`.
   */
  form<Answer = Record<string, unknown>, Late = never>(
    form: FormOptions<Answer, Late>,
  ): Promise<NoInfer<Answer | Late>>

  /**
   * Does something in the outside world, at least once, and records its result once: after a crash or a
   * deploy the recorded result is given back. A failure is tried again with growing pauses; `TerminalError`
   * is not.
   *
   * @throws StepError when the attempts are used up.
   */
  step<Result>(
    name: string,
    act: (context: StepContext) => Result | Promise<Result>,
    options?: StepSettings<NoInfer<Result>>,
  ): Promise<Result>

  /**
   * Does several steps at once, and gives back their results by their names. Each is a step as `chat.step`
   * does one, recorded when it is done and never done again; those that failed are attempted again together.
   * `onUndo` undoes those that succeeded, as that of `chat.step` does, also when another one failed for good.
   *
   * @example const { stock, price } = await chat.all({ stock: () => findStock(), price: () => findPrice() })
   * @throws StepError of the first that failed for good, when all have ended.
   */
  all<Acts extends Steps>(steps: Acts, options?: AllSettings<NoInfer<Acts>>): Promise<ResultsOf<Acts>>

  /** Puts a tag of 1 to 60 characters on the conversation, or takes it off. Twice is once. */
  tag(name: string): Promise<void>
  untag(name: string): Promise<void>
  /** Writes a note into the conversation that members see and the contact does not. */
  note(text: string): Promise<void>
  /**
   * Assigns the conversation to the member with this e-mail address, or to nobody.
   *
   * @throws Error when no member of the org has the address.
   */
  assign(memberEmail: string | null): Promise<void>

  /**
   * Writes down that the contact allows messages for a purpose, by the message that they sent last: that
   * message is the evidence, `text` the words that they agreed to. Ask for it in so many words first. A
   * template that rests on it can be said from the next turn on, not in this one.
   *
   * @example if (agrees === 'Yes') await chat.optIn({ purpose: 'marketing', text: 'Offers, twice a month?' })
   */
  optIn(permission: OptIn): Promise<void>
  /**
   * Writes down that the contact wants no more of them. Words such as STOP, which mean everything, are heard
   * by the server, whatever code does.
   */
  optOut(permission: OptOut): Promise<void>

  /** Waits. Messages that come meanwhile are kept for the next `ask()`. */
  sleep(duration: Duration): Promise<void>
  /**
   * Waits until a moment; one that has passed does not wait. A Date, an ISO 8601 text with its offset, or
   * what the clock shows in `timeZone`: `2026-03-01 09:00`, a date alone (its midnight), or `09:00` (the
   * next one). It is found once. A time that daylight saving leaves out is as much later as the clock
   * jumps; of one that comes twice it is the first.
   */
  sleepUntil(moment: Date | string): Promise<void>
  /** Gives the conversation to people, and goes on when they hand it back. */
  handoff(reason: string, options?: { readonly summary?: string }): Promise<void>
  /**
   * Lets another micro-backend of the org have the conversation until it ends, over days and restarts, and
   * gives back what its `run` returned (`null` for nothing, and after its `chat.end`). It is played on the
   * version and the configuration that a new run of it would have, and stays on them. The input is plain JSON
   * of at most 64 KiB; calls are nested 5 deep at most. When the contact writes a word of this backend's `on`
   * meanwhile, which the other has not itself, that is cancelled and undone, and called anew after `act`.
   *
   * Give it what `defineBackend` made, or an object with a name and schemas, and both sides are typed and
   * checked; with its name alone, say what comes back.
   *
   * @example const { paid } = await chat.call(payment, { amount: 10 })
   * @example const { paid } = await chat.call<{ paid: boolean }>('payment', { amount: 10 })
   * @throws CallError when there is no such backend, the input or the output does not fit, or its run failed
   * or was cancelled.
   */
  call<Given, Output>(
    backend: Callable<Given, Output>,
    ...input: undefined extends Given ? [input?: NoInfer<Given>] : [input: NoInfer<Given>]
  ): Promise<Output>
  call<Output = unknown>(backend: string, input?: unknown): Promise<Output>

  /** Ends the run. Nothing after it is executed. */
  end(outcome?: string): Promise<never>
  /**
   * Cancels the run: undoes every step that has succeeded and has `onUndo`, the last first, says `say`, and
   * ends it. Nothing after it is executed.
   */
  cancel(reason?: string, options?: { readonly say?: string }): Promise<never>
  /**
   * Begins the function anew, with `state` and an empty journal: a loop that calls it costs the same in its
   * thousandth round as in its first. Nothing after it is executed. Unread messages stay unread; steps done
   * before can no longer be undone. Plain JSON of at most 64 KiB.
   */
  checkpoint(state: State): Promise<never>

  /** The time, recorded. */
  now(): Date
  /** A number from 0 to 1, recorded. Not for secrets. */
  random(): number
  /** A version 4 uuid, recorded. Not for secrets. */
  uuid(): string

  /**
   * True for runs that come here first with this code, false for those whose journal has passed here without
   * it: lets a deploy change what a run under way does, and its journal still fits.
   *
   * @example if (chat.patched('ask-for-name')) name = await chat.ask('Your name?')
   */
  patched(id: string): boolean

  /** A declared secret. */
  secret(name: string): string
  /**
   * A line for the execution log, said once, with data as JSON. Without a level it is `info`. Never fails:
   * what is too long is cut.
   */
  log(level: 'info' | 'warn' | 'error', text: string, data?: unknown): void
  log(text: string): void
}
