import type { api, ChannelType, ContractReturns, Conversation } from '@hilo/protocol'

type Playground = ContractReturns<typeof api.getPlayground>

/** Something to write from: a simulated phone, or the site with the widget. */
export type Device = { key: string; name: string; channel: ChannelType; url: string }

/** The phones first, the site last. */
export function devicesOf({ phones, siteUrl }: Playground, siteName: string): Device[] {
  return [
    ...phones.map((phone) => ({ ...phone, key: phone.url })),
    { key: 'site', name: siteName, channel: 'web' as const, url: siteUrl },
  ]
}

/**
 * The conversation that a device takes part in: the newest of its channel with the name of its contact. A
 * visitor of the site has no name, and a phone may have been renamed: then the newest of the channel.
 */
export function conversationOf(
  device: Device,
  newestFirst: readonly Conversation[],
): Conversation | undefined {
  const sameChannel = newestFirst.filter(({ inbox }) => inbox.channel === device.channel)
  if (device.channel === 'web') return sameChannel[0]
  return sameChannel.find(({ contact }) => contact.name === device.name) ?? sameChannel[0]
}

/** The first name, where nobody else here has it: so the tabs of all stand in one view. */
export function shortNameOf(name: string, devices: readonly Device[]): string {
  const [first = name] = name.split(' ')
  const isAlone = devices.filter((device) => device.name.split(' ')[0] === first).length === 1
  return isAlone ? first : name
}
