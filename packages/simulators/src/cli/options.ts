import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CHANNELS, type Channel } from '../scenario/scenario.ts'

/** Said by `--help`, and before it every option that the reader below takes. */
export const HELP = `Meta in a box: WhatsApp, Messenger and Instagram on this machine, with phones to hold.

  hilo-meta-sim [options]              starts it, until Ctrl-C
  hilo-meta-sim run FILE... [options]  plays scenario files, and ends

Point your bot at the Graph API that it prints, instead of https://graph.facebook.com.

  --callback URL       your webhook; it is asked for the challenge, then it gets signed events
  --secret TEXT        the app secret that signs them (default: "secret")
  --verify-token TEXT  what your webhook expects in the handshake (default: "verify")
  --token TEXT         the access token that your bot sends with (default: "token")
  --channels LIST      of whatsapp, messenger, instagram (default: all three, by commas)
  --port NUMBER        0 takes any free port (default: 4601)
  --host ADDRESS       (default: 127.0.0.1; nothing asks who is calling, so keep it)
  --state-file FILE    keeps phones and messages; without it they end with the process
  --phone-number-id, --waba-id, --page-id, --instagram-id, --app-id
                       ids that your bot is configured with already

Only with run:
  --url URL            plays on simulators that run already, and starts none
  --json               prints one JSON object of results, and nothing else

It ends with 0 when every scenario passed, 1 when one failed, 2 when something was wrong with
the options, a file, or what it had to reach.
`

const text = <Default extends string>(byDefault: Default) => ({ type: 'string', default: byDefault }) as const

const OPTIONS = {
  callback: { type: 'string' },
  secret: text('secret'),
  'verify-token': text('verify'),
  token: text('token'),
  channels: text(CHANNELS.join(',')),
  port: { type: 'string' },
  host: text('127.0.0.1'),
  'state-file': { type: 'string' },
  'phone-number-id': text('106540352242922'),
  'waba-id': text('102290129340398'),
  'page-id': text('101710540000001'),
  'instagram-id': text('17841400000000001'),
  'app-id': text('1517776481860111'),
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const

const parse = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true })
type Values = ReturnType<typeof parse>['values']

export type Options = {
  callback: string | null
  secret: string
  verifyToken: string
  token: string
  channels: Channel[]
  port: number
  host: string
  stateFile: string | null
  ids: { phoneNumber: string; waba: string; page: string; instagram: string; app: string }
}

export type Command =
  | { name: 'help' | 'version' }
  | { name: 'start'; options: Options }
  | { name: 'run'; options: Options; files: string[]; url: string | null; isJson: boolean }

/** What the command line asks for. @throws Error with one sentence that says what is wrong. */
export function readCommand(args: string[]): Command {
  const { values, positionals } = parse(args)
  if (values.help) return { name: 'help' }
  if (values.version) return { name: 'version' }
  const [verb = 'start', ...files] = positionals
  if (verb === 'start') {
    if (files.length > 0) throw new Error(`Nothing is done with "${files[0]}".`)
    for (const key of ['url', 'json'] as const) {
      if (values[key]) throw new Error(`--${key} belongs to "run".`)
    }
    return { name: 'start', options: optionsOf(values, '4601') }
  }
  if (verb !== 'run') throw new Error(`There is no command "${verb}": there are start and run.`)
  if (files.length === 0) throw new Error('Name at least one scenario file: hilo-meta-sim run greeting.json')
  const url = values.url === undefined ? null : address('--url', values.url)
  return { name: 'run', options: optionsOf(values, '0'), files, url, isJson: values.json }
}

function optionsOf(values: Values, port: string): Options {
  return {
    callback: values.callback === undefined ? null : address('--callback', values.callback),
    secret: values.secret,
    verifyToken: values['verify-token'],
    token: values.token,
    channels: channelsOf(values.channels),
    port: portOf(values.port ?? port),
    host: values.host,
    stateFile: values['state-file'] ?? null,
    ids: {
      phoneNumber: digits('--phone-number-id', values['phone-number-id']),
      waba: digits('--waba-id', values['waba-id']),
      page: digits('--page-id', values['page-id']),
      instagram: digits('--instagram-id', values['instagram-id']),
      app: digits('--app-id', values['app-id']),
    },
  }
}

function address(option: string, text: string): string {
  const url = URL.parse(text)
  if (url && /^https?:$/.test(url.protocol)) return text.replace(/\/$/, '')
  throw new Error(`${option} wants an address such as http://127.0.0.1:3000/webhook, not "${text}".`)
}

function channelsOf(text: string): Channel[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !(CHANNELS as readonly string[]).includes(name))
  if (wrong === undefined) return names as Channel[]
  throw new Error(`--channels takes ${CHANNELS.join(', ')}, not "${wrong}".`)
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port
  throw new Error(`--port wants a number from 0 to 65535, not "${text}".`)
}

function digits(option: string, text: string): string {
  if (/^\d{1,20}$/.test(text)) return text
  throw new Error(`${option} wants digits, not "${text}".`)
}

/** The version of this package. */
export function versionOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
