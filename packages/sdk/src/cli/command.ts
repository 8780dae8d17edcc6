import type { ParseArgsConfig, parseArgs } from 'node:util'

/** Where a command runs: what a process has, so that a test can give it something else. */
export type Terminal = {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly stderr: NodeJS.WritableStream
  readonly env: Readonly<Record<string, string | undefined>>
  /** What relative paths start from. */
  readonly folder: string
}

type ParsedOption = NonNullable<ParseArgsConfig['options']>[string]
/** `about` is what the help says of it, `value` what its value is called there. */
export type Option = ParsedOption & { readonly about: string; readonly value?: string }
export type Options = Readonly<Record<string, Option>>

/** What was given to a command. */
export type Call<O extends Options> = {
  readonly values: ReturnType<typeof parseArgs<{ options: O }>>['values'] & { readonly json?: boolean }
  readonly positionals: readonly string[]
  /** What follows `--`: for the program that the command starts. */
  readonly rest: readonly string[]
  readonly terminal: Terminal
}

export type Command<O extends Options = Options> = {
  /** One word, or two: `runs export`. */
  readonly name: string
  readonly summary: string
  /** What comes after the name in the usage line; as many positionals as it has words are allowed. */
  readonly usage: string
  /** Paragraphs below the usage. */
  readonly about: string
  readonly options: O
  /** @returns the exit code when it is not 0. */
  run(call: Call<O>): Promise<number | undefined>
}

/** Declares a command; keeps the types of its options. */
export function command<const O extends Options>(definition: Command<O>): Command<O> {
  return definition
}

export const FAILED = 1
export const WRONG_USAGE = 2

/** What ends a command: a sentence that says what to do, and the exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly exitCode: number

  constructor(message: string, { exitCode = FAILED, cause }: { exitCode?: number; cause?: unknown } = {}) {
    super(message, { cause })
    this.exitCode = exitCode
  }
}

/** A mistake in how a command was called. */
export function wrongUsage(message: string): CommandError {
  return new CommandError(message, { exitCode: WRONG_USAGE })
}
