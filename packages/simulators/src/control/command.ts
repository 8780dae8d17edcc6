import { AppError } from '@hilo/protocol'
import { z } from 'zod'

/** One thing a test or a page may ask of a simulator: the same in this process and over HTTP. */
export type Command<Context, Input extends z.ZodType, Result> = {
  input: Input
  run(context: Context, input: z.output<Input>): Result | Promise<Result>
}

export type CommandTable<Context> = Record<string, Command<Context, z.ZodType, unknown>>

/** Declares a command of a simulator whose inside is `Context`. */
export const commandOf =
  <Context>() =>
  <Input extends z.ZodType, Result>(
    input: Input,
    run: (context: Context, input: z.output<Input>) => Result | Promise<Result>,
  ): Command<Context, Input, Result> => ({ input, run })

/** The commands of a table as methods. Those whose input is optional in every field take none as well. */
export type Control<Table> = {
  [Name in keyof Table]: Table[Name] extends Command<infer _Context, infer Input, infer Result>
    ? Record<string, never> extends z.input<Input>
      ? (input?: z.input<Input>) => Promise<Result>
      : (input: z.input<Input>) => Promise<Result>
    : never
}

/**
 * Runs one command over whatever was sent. @throws AppError `not_found`, `invalid_request`, or the command's
 * own.
 */
export async function runCommand<Context>(
  table: CommandTable<Context>,
  context: Context,
  call: { name: string; input: unknown },
): Promise<unknown> {
  const command = Object.hasOwn(table, call.name) ? table[call.name] : undefined
  if (!command) throw new AppError('not_found', `There is no command "${call.name}".`)
  const input = command.input.safeParse(call.input ?? {})
  if (!input.success) throw new AppError('invalid_request', z.prettifyError(input.error))
  return command.run(context, input.data)
}

/** The commands of `table` as methods that call `send`: in this process, or over HTTP. */
export function controlOf<Context, Table extends CommandTable<Context>>(
  table: Table,
  send: (name: string, input: unknown) => Promise<unknown>,
): Control<Table> {
  const methods = Object.keys(table).map((name) => [name, (input?: unknown) => send(name, input)])
  return Object.fromEntries(methods) as Control<Table>
}

/** The commands of `table` as methods that run in this process. */
export function inProcess<Context, Table extends CommandTable<Context>>(
  table: Table,
  context: Context,
): Control<Table> {
  return controlOf(table, (name, input) => runCommand(table, context, { name, input }))
}
