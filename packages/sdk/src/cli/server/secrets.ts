import { api, type BackendSecret } from '@hilo/protocol'
import { command } from '../command.ts'
import { BACKEND_OPTIONS, backendNameOf } from './backend.ts'
import { connect } from './keys.ts'
import { momentOf, print, table } from './print.ts'
import { readSecret } from './read-secret.ts'

export const setSecret = command({
  name: 'secrets set',
  summary: 'Set a secret, or replace it',
  usage: '<name>',
  about: `The value is read from the terminal or the standard input, so that it is in no history of commands:
  printenv SHOP_TOKEN | hilo secrets set SHOP_TOKEN
No command and no page gives a value out.`,
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const name = await backendNameOf(call)
    const [secret = ''] = call.positionals
    const value = await readSecret(call.terminal, `Value of ${secret}`)
    const set = await client.call(api.putSecret, { params: { name, secret }, body: { value } })
    const about = set.isDeclared ? '' : ' No version in use declares it, so no code can read it yet.'
    print(call, set, `${secret} is set.${about}`)
    return 0
  },
})

export const listSecrets = command({
  name: 'secrets list',
  summary: 'List the secrets, without their values',
  usage: '',
  about: '',
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const { secrets } = await client.call(api.listSecrets, { params: { name: await backendNameOf(call) } })
    const rows = secrets.map((secret) => [
      secret.name,
      standingOf(secret),
      momentOf(secret.setAt),
      secret.setBy?.name ?? '',
    ])
    print(call, { secrets }, table(['name', '', 'set', 'by'], rows))
    return 0
  },
})

export const removeSecret = command({
  name: 'secrets rm',
  summary: 'Remove a secret',
  usage: '<name>',
  about: 'Code that reads it fails from then on. Again changes nothing.',
  options: BACKEND_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const name = await backendNameOf(call)
    const [secret = ''] = call.positionals
    const { secrets } = await client.call(api.removeSecret, { params: { name, secret } })
    print(call, { secrets }, `${secret} is removed.`)
    return 0
  },
})

function standingOf({ isSet, isDeclared }: BackendSecret): string {
  if (!isSet) return 'has no value yet'
  return isDeclared ? '' : 'is not declared'
}
