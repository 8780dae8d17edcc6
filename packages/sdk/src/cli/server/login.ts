import { api } from '@hilo/protocol'
import { CommandError, command, wrongUsage } from '../command.ts'
import { createClient } from './client.ts'
import { connect, forgetKey, readKeys, SERVER_OPTIONS, safeServerOf, serverOf, storeKey } from './keys.ts'
import { print } from './print.ts'
import { readSecret } from './read-secret.ts'

export const login = command({
  name: 'login',
  summary: 'Keep an API key for a server, so that other commands find it',
  usage: '',
  about: `Reads the key from the terminal or the standard input and asks the server whose it is. It is kept in
$XDG_CONFIG_HOME/hilo/keys.json (~/.config without it), which you alone can read. HILO_API_KEY needs
no login.`,
  options: SERVER_OPTIONS,
  async run(call) {
    const { values, terminal } = call
    const named = values.server ?? terminal.env.HILO_SERVER
    if (!named) throw wrongUsage('Name the server: hilo login --server https://hilo.example.com.')
    const server = safeServerOf(named)
    const key = await readSecret(terminal, `API key of ${server}`)
    const caller = await createClient(server, key).call(api.getCaller, {})
    const file = await storeKey(terminal, server, key)
    const words = `Logged in to ${caller.org.name} on ${server}. The key is in ${file}.`
    print(call, { server, org: caller.org, apiKey: caller.apiKey, file }, words)
    return 0
  },
})

export const logout = command({
  name: 'logout',
  summary: 'Forget the API key of a server',
  usage: '',
  about: 'The key itself stays valid: revoke it in the dashboard when it is not needed any more.',
  options: SERVER_OPTIONS,
  async run(call) {
    const { values, terminal } = call
    const named = values.server ?? (terminal.env.HILO_SERVER || (await readKeys(terminal)).server)
    const server = named ? serverOf(named) : null
    const forgotten = server !== null && (await forgetKey(terminal, server))
    if (!forgotten) throw new CommandError(`There is no key${server ? ` for ${server}` : ''} to forget.`)
    print(call, { server, forgotten }, `The key of ${server} is forgotten.`)
    return 0
  },
})

export const whoami = command({
  name: 'whoami',
  summary: 'Say which server and org the key opens, and what it may do',
  usage: '',
  about: '',
  options: SERVER_OPTIONS,
  async run(call) {
    const client = await connect(call)
    const caller = await client.call(api.getCaller, {})
    const { org, apiKey } = caller
    const until = apiKey?.expiresAt ? ` until ${apiKey.expiresAt}` : ''
    const key = `the key '${apiKey?.name}'${until}: ${apiKey?.scopes.join(', ')}`
    const words = `${org.name} on ${client.url}, with ${key}.`
    print(call, { server: client.url, ...caller }, words)
    return 0
  },
})
