import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { CommandError, type Terminal, wrongUsage } from '../command.ts'

/**
 * A secret from the input, so that it is in no history of commands and no list of processes: typed without
 * being shown, or piped in, where one line end is not part of it.
 */
export async function readSecret({ stdin, stdout }: Terminal, what: string): Promise<string> {
  const secret = stdin.isTTY
    ? await typed(stdin, stdout, what)
    : (await text(stdin as never)).replace(/\r?\n$/, '')
  if (secret === '') throw wrongUsage(`${what} is expected on the standard input, and nothing came.`)
  return secret
}

async function typed(
  input: NodeJS.ReadableStream,
  stdout: NodeJS.WritableStream,
  what: string,
): Promise<string> {
  stdout.write(`${what}: `)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal: true })
  // Ctrl-C rejects the question, Ctrl-D leaves it open for ever: both close the lines.
  const closed = once(lines, 'close').then(() => Promise.reject(new Error('closed')))
  try {
    const secret = await Promise.race([lines.question(''), closed])
    return secret.trim()
  } catch (cause) {
    throw new CommandError(`${what} was not given: nothing was done.`, { cause })
  } finally {
    lines.close()
    stdout.write('\n')
  }
}
