import type { ToolConfirmation } from '@hilo/protocol'
import type { z } from 'zod'
import type { Chat, Contact, StepContext, StepOptions } from './chat.ts'

/**
 * What the function of a tool is given beside its input. It looks up or does something, and gives back what
 * came; it has no conversation, for whoever asked says what came of it.
 */
export type ToolContext<Config = unknown> = Pick<
  Chat<Config>,
  'config' | 'locale' | 'timeZone' | 'now' | 'random' | 'uuid' | 'secret' | 'log'
> & {
  /** Who writes, as the channel and the org know them, and never what a model said. */
  readonly contact: Readonly<Omit<Contact, 'set'>>
  /**
   * Does something in the outside world, as `chat.step` does: at least once, and recorded once. A tool has
   * ten seconds in all, the pauses between attempts among them.
   *
   * @throws StepError when the attempts are used up.
   */
  step<Result>(
    name: string,
    act: (context: StepContext) => Result | Promise<Result>,
    options?: StepOptions,
  ): Promise<Result>
  /**
   * What the contact is told once this was done because they or a member agreed; without it, that it was
   * done. Where nobody has to agree the model says what came.
   */
  reply(text: string): void
}

/** Something that AI may have done for a contact, as an author writes it. */
export type ToolDeclaration<Config, Input> = {
  /** What people read: members, and the contact who is asked. */
  readonly title: string
  /** What the model reads: what it does, and when. */
  readonly description: string
  /** A zod object: what the model fills in. Who the contact is, is no part of it: `tool.contact` knows. */
  readonly input: z.ZodType<Input>
  /** Who has to agree before it is done. An org may ask for more than that, and never for less. */
  readonly confirm: ToolConfirmation
  /** True for what only looks something up: asked for again within minutes, it is looked up again. */
  readonly reads?: boolean
  /**
   * Does it. What it returns is plain JSON of at most 64 KiB, which the model reads as a stranger's words.
   *
   * @throws ToolRefusal when it cannot be done.
   */
  readonly run: (input: Input, tool: ToolContext<Config>) => unknown
}

/** A tool of whatever input. */
export type Tool<Config = unknown> = Omit<ToolDeclaration<Config, never>, 'input'> & {
  readonly input: z.ZodType
}

/** Tools by their names, each with the input that its own schema makes. */
export type ToolDeclarations<Config, Inputs> = {
  readonly [Name in keyof Inputs]: ToolDeclaration<Config, Inputs[Name]>
}

/**
 * Types a tool that is written outside of `defineBackend`, in a file of its own.
 *
 * @example
 * export const orderStatus = tool({
 *   title: 'Order status',
 *   description: 'Looks up how an order is doing, by its number.',
 *   input: z.object({ number: z.string().describe('Four to eight digits.') }),
 *   confirm: 'none',
 *   run: ({ number }, { step, config }: ToolContext<Config>) => step('find', () => find(config, number)),
 * })
 */
export function tool<Input, Config = unknown>(
  declaration: ToolDeclaration<Config, Input>,
): ToolDeclaration<Config, Input> {
  return declaration
}

const NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/
const CONFIRM: readonly unknown[] = ['none', 'contact', 'member'] satisfies ToolConfirmation[]
const TOOLS_MAX = 20

/** @throws Error in words for the author. */
export function requireTools(tools: Readonly<Record<string, Tool<never>>>): void {
  if (Object.keys(tools).length > TOOLS_MAX) throw new Error(`A backend has at most ${TOOLS_MAX} tools.`)
  for (const [name, { title, description, confirm, run }] of Object.entries(tools)) {
    if (!NAME.test(name)) {
      throw new Error(
        `'${name}' cannot name a tool: use up to 40 letters, digits and _, such as orderStatus.`,
      )
    }
    requireText(`The title of tool '${name}'`, title, 100)
    requireText(`The description of tool '${name}'`, description, 1_000)
    if (!CONFIRM.includes(confirm)) {
      throw new Error(`Tool '${name}' says not who has to agree: confirm is 'none', 'contact' or 'member'.`)
    }
    if (typeof run !== 'function') throw new Error(`Tool '${name}' has no run function.`)
  }
}

function requireText(what: string, text: unknown, lengthMax: number): void {
  if (typeof text === 'string' && text.trim() !== '' && text.length <= lengthMax) return
  throw new Error(`${what} must be a text of 1 to ${lengthMax} characters.`)
}
