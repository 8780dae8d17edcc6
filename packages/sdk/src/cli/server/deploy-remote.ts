import { api } from '@hilo/protocol'
import { type Call, type Options, wrongUsage } from '../command.ts'
import type { Client } from './client.ts'
import { type Asked, passRemoteGate } from './pass-gate.ts'
import { secretOf } from './remote-secret.ts'

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

/** @throws CommandError when something is asked for that does not go with the rest. */
export function checkRemoteCall({ values, positionals }: RemoteCall): void {
  if (values.remote === undefined) {
    const alone = (['name', 'secret-env', 'only-secret'] as const).find((name) => values[name] !== undefined)
    if (alone) throw wrongUsage(`--${alone} is about code that lives elsewhere: add --remote with its URL.`)
    return
  }
  if (positionals.length > 0) throw wrongUsage('With --remote there is no file: leave one of them out.')
}

type Gated = { asked: Asked; tell: (words: string) => void }

/** Lets the server ask what answers at the URL, and take it in, when recorded runs are the same there. */
export async function deployRemote(client: Client, call: RemoteCall & Noted, { asked, tell }: Gated) {
  const { remote: url = '', name = null, note = null, 'only-secret': onlySecret = false } = call.values
  const secret = await secretOf(call)
  await passRemoteGate(client, asked, { remote: { url, secrets: [secret] }, tell })
  return client.call(api.deployRemoteVersion, { body: { url, secret, name, note, onlySecret } })
}
