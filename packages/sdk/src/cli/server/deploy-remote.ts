import { api } from '@hilo/protocol'
import { type Call, CommandError, type Options, wrongUsage } from '../command.ts'
import type { Client } from './client.ts'
import { readSecret } from './read-secret.ts'

export const REMOTE_OPTIONS = {
  remote: {
    type: 'string',
    value: 'url',
    about: 'Take in code that answers at this URL, instead of a file.',
  },
  name: { type: 'string', about: 'With --remote: refuse it when it is another micro-backend.' },
  'secret-env': { type: 'string', value: 'variable', about: 'With --remote: where its secret is.' },
  'only-secret': { type: 'boolean', about: 'With --remote: the secret before does not count any more.' },
} as const satisfies Options

type RemoteCall = Pick<Call<typeof REMOTE_OPTIONS>, 'values' | 'positionals' | 'terminal'>
type Noted = { values: { readonly note?: string } }
type Gated = { values: { readonly gate?: string; readonly last?: string } }

/** @throws CommandError when something is asked for that does not go with the rest. */
export function checkRemoteCall({ values, positionals }: RemoteCall & Gated): void {
  if (values.remote === undefined) {
    const alone = (['name', 'secret-env', 'only-secret'] as const).find((name) => values[name] !== undefined)
    if (alone) throw wrongUsage(`--${alone} is about code that lives elsewhere: add --remote with its URL.`)
    return
  }
  if (positionals.length > 0) throw wrongUsage('With --remote there is no file: leave one of them out.')
  if (values.gate !== undefined || values.last !== undefined) {
    throw wrongUsage(
      'Code that lives elsewhere cannot be tried without doing its steps: leave --gate and --last out.',
    )
  }
}

/** Lets the server ask what answers at the URL, and take it in. */
export async function deployRemote(client: Client, call: RemoteCall & Noted) {
  const { remote: url = '', name = null, note = null, 'only-secret': onlySecret = false } = call.values
  const secret = await secretOf(call)
  return client.call(api.deployRemoteVersion, { body: { url, secret, name, note, onlySecret } })
}

/** Never an argument: those are seen in the list of processes, and kept in histories. */
async function secretOf({ values: { remote, ...values }, terminal }: RemoteCall): Promise<string> {
  const variable = values['secret-env']
  if (variable === undefined) return readSecret(terminal, `Secret of ${remote}`)
  const secret = terminal.env[variable]
  if (secret) return secret
  throw new CommandError(`The variable ${variable} of --secret-env is empty: put the secret there.`)
}
