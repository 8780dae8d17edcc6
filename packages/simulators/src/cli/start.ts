import { type Simulators, startSimulators } from '../simulators.ts'
import { addSomebody, connectBusiness, tokenOf } from './connect.ts'
import type { Options } from './options.ts'

/** Starts simulators as the options say. @throws Error in words for the person who started it. */
export function startWith({ port, host, stateFile }: Options): Promise<Simulators> {
  return startSimulators({ port, host, ...(stateFile === null ? {} : { stateFile }) })
}

/** Starts, says where everything is, and connects the webhook once it answers. It ends by a signal. */
export async function start(options: Options): Promise<void> {
  const simulators = await startWith(options)
  const end = () => void simulators.close().then(() => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  await addSomebody(simulators, options.channels)
  say(introduction(simulators, options))
  const { callback } = options
  if (callback === null) {
    say('Nothing is connected: give --callback, or connect a business on the control page.')
    return
  }
  await connectBusiness(simulators, options, {
    callback,
    attemptsMax: Number.POSITIVE_INFINITY,
    onWait: (reason) => say(`${reason} Trying again every second.`),
  })
  say(`Connected: events go to ${callback}.`)
}

function introduction({ url, graphUrl, instagramUrl }: Simulators, options: Options): string {
  const { ids, channels } = options
  const accounts = {
    whatsapp: `phone number id ${ids.phoneNumber}, account ${ids.waba}`,
    messenger: `page ${ids.page}`,
    instagram: `account ${ids.instagram}`,
  }
  const lines = channels.map(
    (channel) => `  ${channel.padEnd(10)} ${accounts[channel]}, token ${tokenOf(channel, options)}`,
  )
  return [
    `The simulators run at ${url}`,
    `  Graph API  ${graphUrl}, in the place of https://graph.facebook.com`,
    `             ${instagramUrl}, in the place of https://graph.instagram.com`,
    `  Phones     ${url}/phones`,
    `  Control    ${url}/control`,
    ...lines,
  ].join('\n')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
