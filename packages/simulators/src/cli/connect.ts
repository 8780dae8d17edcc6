import { AppError } from '@hilo/protocol'
import type { Channel } from '../scenario/scenario.ts'
import type { Simulators } from '../simulators.ts'
import type { Options } from './options.ts'

const PAUSE_MS = 1_000

type Connecting = { callback: string; onWait(reason: string): void; attemptsMax: number }

/**
 * Connects a business of each channel to the webhook. A webhook that is not there yet, or does not know the
 * token, is asked again; each new reason is told once.
 *
 * @throws AppError with the last reason after `attemptsMax`.
 */
export async function connectBusiness(
  simulators: Simulators,
  options: Options,
  { callback, onWait, attemptsMax }: Connecting,
): Promise<void> {
  let told = ''
  for (let attempt = 1; ; attempt++) {
    try {
      for (const channel of options.channels) await connectChannel(simulators, channel, { options, callback })
      return
    } catch (error) {
      if (!(error instanceof AppError) || attempt >= attemptsMax) throw error
      if (error.message !== told) onWait(error.message)
      told = error.message
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

async function connectChannel(
  simulators: Simulators,
  channel: Channel,
  { options, callback }: { options: Options; callback: string },
): Promise<void> {
  const { ids, secret, verifyToken, token } = options
  const app = { appId: ids.app, webhookUrl: callback, appSecret: secret, verifyToken }
  if (channel === 'whatsapp') {
    await simulators.whatsapp.registerNumber({
      phoneNumberId: ids.phoneNumber,
      displayPhoneNumber: '+1 555 010 0001',
      verifiedName: 'Your business',
      wabaId: ids.waba,
      accessToken: token,
      ...app,
    })
    return
  }
  // Graph tells by the token whose account is meant, so each has one of its own.
  const accessToken = tokenOf(channel, options)
  const id = channel === 'messenger' ? ids.page : ids.instagram
  await simulators[channel].registerAccount({ id, name: 'Your business', accessToken, ...app })
}

/** The access token of a channel: the one that was given, and for the later channels its name behind it. */
export function tokenOf(channel: Channel, { channels, token }: Options): string {
  return channels[0] === channel ? token : `${token}-${channel}`
}

/** Somebody to write with, on each channel that has nobody. */
export async function addSomebody(simulators: Simulators, channels: readonly Channel[]): Promise<void> {
  for (const channel of channels) {
    if ((await simulators[channel].people()).length > 0) continue
    await simulators[channel].addPerson({ id: 'ana', name: 'Ana' })
  }
}
