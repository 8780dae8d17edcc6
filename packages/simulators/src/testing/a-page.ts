import { type SimulatorOptions, type Simulators, startSimulators } from '../simulators.ts'
import { APP_SECRET, type Receiver, startReceiver, VERIFY_TOKEN } from './webhook-receiver.ts'

export const PAGE = { id: '101010101010101', name: 'Casa Lumbre', accessToken: 'token-of-the-page' }
export const INSTAGRAM = {
  id: '17841477965412210',
  name: 'Casa Lumbre',
  username: 'casalumbre',
  accessToken: 'token-of-instagram',
}
export const PSID = '2525252525252525'
export const IGSID = '4747474747474747'

type GraphBody = {
  recipient_id?: string
  message_id?: string
  attachment_id?: string
  success?: boolean
  error?: { message: string; type: string; code: number; error_subcode?: number; fbtrace_id: string }
}
type GraphReply = { status: number; body: GraphBody }

/** What one event of a body says. */
type DirectEvent = {
  sender: { id: string }
  recipient: { id: string }
  timestamp: number
  message?: Record<string, unknown> & { mid: string; text?: string }
} & Record<string, unknown>

export type Pages = {
  simulators: Simulators
  receiver: Receiver
  /** Posts to `/{page_id}/{call}`, or to the Instagram account, with the token of it. */
  post(channel: 'messenger' | 'instagram', call: string, fields: object): Promise<GraphReply>
  /** Sends to Ana; `fields` replace parts of the frame. */
  send(channel: 'messenger' | 'instagram', message: object, fields?: object): Promise<GraphReply>
  get(channel: 'messenger' | 'instagram', path: string): Promise<GraphReply>
  /** Every acknowledged event so far, in order of arrival. */
  events(): DirectEvent[]
  close(): Promise<void>
}

/** A Page and an Instagram account with a webhook that checks signatures, and Ana, who knows both. */
export async function aPage(options: SimulatorOptions = {}): Promise<Pages> {
  const [simulators, receiver] = [await startSimulators(options), await startReceiver()]
  const webhook = { webhookUrl: receiver.url, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }
  await simulators.messenger.registerAccount({ ...PAGE, ...webhook })
  await simulators.instagram.registerAccount({ ...INSTAGRAM, ...webhook })
  const ana = { id: 'ana', name: 'Ana García' }
  await simulators.messenger.addPerson({ ...ana, scopedIds: { [PAGE.id]: PSID } })
  await simulators.instagram.addPerson({ ...ana, username: 'ana.g', scopedIds: { [INSTAGRAM.id]: IGSID } })

  const baseOf = { messenger: `${simulators.graphUrl}/v26.0`, instagram: `${simulators.instagramUrl}/v26.0` }
  const accountOf = { messenger: PAGE, instagram: INSTAGRAM }
  const ask = async (channel: 'messenger' | 'instagram', path: string, init: RequestInit) => {
    const authorization = `Bearer ${accountOf[channel].accessToken}`
    const headers = { authorization, 'content-type': 'application/json' }
    const answer = await fetch(`${baseOf[channel]}/${path}`, { headers, ...init })
    return { status: answer.status, body: (await answer.json()) as GraphBody }
  }
  const post: Pages['post'] = (channel, call, fields) =>
    ask(channel, `${accountOf[channel].id}/${call}`, { method: 'POST', body: JSON.stringify(fields) })
  return {
    simulators,
    receiver,
    post,
    send: (channel, message, fields) => {
      const id = channel === 'messenger' ? PSID : IGSID
      return post(channel, 'messages', { recipient: { id }, messaging_type: 'RESPONSE', message, ...fields })
    },
    get: (channel, path) => ask(channel, path, {}),
    events: () => eventsOf(receiver),
    async close() {
      await simulators.close()
      await receiver.close()
    },
  }
}

function eventsOf(receiver: Receiver): DirectEvent[] {
  type Entry = { messaging?: DirectEvent[]; standby?: DirectEvent[] }
  return receiver.arrivals
    .filter(({ status }) => status === 200)
    .flatMap(({ raw }) => (JSON.parse(raw) as { entry: Entry[] }).entry)
    .flatMap((entry) => entry.messaging ?? entry.standby ?? [])
}
