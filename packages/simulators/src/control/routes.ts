import { AppError } from '@hilo/protocol'
import { errorAnswer, json, readJson } from '../http/answer.ts'
import { type Route, route } from '../http/route.ts'
import { type CommandTable, runCommand } from './command.ts'

/**
 * `POST /control/{subject}/{command}` with a JSON object runs a command and answers `{ result }`. It is for
 * tests and for the pages of the simulators: a page of another origin cannot call it.
 */
export function controlRoutes<Context>(
  subject: string,
  table: CommandTable<Context>,
  context: Context,
): Route[] {
  return [
    route('POST', `/control/${subject}/:command`, async (request) => {
      try {
        const name = request.params.command ?? ''
        return json(200, {
          result: (await runCommand(table, context, { name, input: readJson(request) })) ?? null,
        })
      } catch (error) {
        return errorAnswer(error)
      }
    }),
    route('GET', `/control/${subject}`, () => json(200, { commands: Object.keys(table) })),
  ]
}

/** Reads the answer of a command. @throws AppError as the simulator threw it. */
export async function readResult(answer: Response): Promise<unknown> {
  const body = (await answer.json()) as { result?: unknown; code?: AppError['code']; message?: string }
  if (answer.ok) return body.result
  throw new AppError(body.code ?? 'internal', body.message ?? `The simulator answered ${answer.status}.`)
}
