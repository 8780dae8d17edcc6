import { type SimulatorOptions, type Simulators, startSimulators } from '../simulators.ts'
import { APP_SECRET, type Receiver, startReceiver, VERIFY_TOKEN } from './webhook-receiver.ts'

export const NUMBER = {
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '+34 910 000 001',
  verifiedName: 'Casa Lumbre',
  wabaId: '102290129340398',
  accessToken: 'token-of-casa-lumbre',
}

type GraphAnswer = {
  status: number
  body: {
    success?: boolean
    messages?: { id: string }[]
    contacts?: Record<string, string>[]
    error?: { code: number; error_subcode?: number; message: string; error_data?: { details: string } }
  }
}

export type Business = {
  simulators: Simulators
  receiver: Receiver
  /** Posts to `/messages` as the server would, to Ana unless `fields` say otherwise. */
  send(fields: Record<string, unknown>): Promise<GraphAnswer>
  close(): Promise<void>
}

/** A registered number with a webhook that checks signatures, and Ana, who has a phone number. */
export async function aBusiness(options: SimulatorOptions = {}): Promise<Business> {
  const [simulators, receiver] = [await startSimulators(options), await startReceiver()]
  const webhook = { webhookUrl: receiver.url, appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN }
  await simulators.whatsapp.registerNumber({ ...NUMBER, ...webhook })
  await simulators.whatsapp.addPerson({ id: 'ana', name: 'Ana', phone: '+34 600 111 222' })
  return {
    simulators,
    receiver,
    send: (fields) => postMessage(simulators, fields),
    async close() {
      await simulators.close()
      await receiver.close()
    },
  }
}

async function postMessage(simulators: Simulators, fields: Record<string, unknown>): Promise<GraphAnswer> {
  const to = 'recipient' in fields || 'status' in fields ? {} : { to: '34600111222' }
  const answer = await fetch(`${simulators.graphUrl}/v26.0/${NUMBER.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${NUMBER.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', ...to, ...fields }),
  })
  return { status: answer.status, body: (await answer.json()) as GraphAnswer['body'] }
}

/** Resolves when `isTrue` holds. Fails after five seconds, saying what was awaited. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`Awaited in vain: ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
