import { CommandError, type Terminal } from '../command.ts'
import { readSecret } from './read-secret.ts'

type RemoteSecret = {
  readonly values: { readonly remote?: string; readonly 'secret-env'?: string }
  readonly terminal: Terminal
}

/**
 * The secret of code that lives elsewhere. Never an argument: those are seen in the list of processes, and
 * kept in histories.
 */
export async function secretOf({ values: { remote, ...values }, terminal }: RemoteSecret): Promise<string> {
  const variable = values['secret-env']
  if (variable === undefined) return readSecret(terminal, `Secret of ${remote}`)
  const secret = terminal.env[variable]
  if (secret) return secret
  throw new CommandError(`The variable ${variable} of --secret-env is empty: put the secret there.`)
}
