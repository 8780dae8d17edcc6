import { api, type Id, newId } from '@hilo/protocol'
import { describe, expect, test } from 'vitest'
import { type Desk, openDesk } from '../testing/desk.ts'
import { startWithSimulators } from '../testing/simulators.ts'
import { aBody, aText } from '../testing/whatsapp.ts'

const { simulators, server, admin } = await startWithSimulators()
const ECHO = "for (;;) await chat.say('You said: ' + await chat.ask('Well?'))"
const EN_STOP = 'You will get no more messages from us here. Write START if you want them again.'
const EN_START = 'You will get our messages here again. Write STOP if you want no more.'

async function ledgerOf(desk: Desk) {
  const contactId = (await desk.conversation()).contact.id
  return desk.agent.call(api.listPermissions, { params: { contactId } })
}

async function standing(desk: Desk): Promise<Record<string, string>> {
  return Object.fromEntries((await ledgerOf(desk)).standing.map(({ purpose, is }) => [purpose, is]))
}

async function aTalk(options: { code?: string; locale?: string } = {}): Promise<Desk> {
  const desk = await openDesk(server, { simulators, code: ECHO, ...options })
  await desk.say('Hola')
  await expect.poll(desk.phone, { timeout: 10_000 }).toContain('Well?')
  return desk
}

describe('STOP', () => {
  test('ends the run, is answered once, and is no answer to the code', async () => {
    const desk = await aTalk()

    await desk.say('¡Stop!')
    await expect.poll(desk.phone, { timeout: 10_000 }).toEqual(['Well?', EN_STOP])
    await desk.say('STOP')
    await desk.say('stop')
    await new Promise((resolve) => setTimeout(resolve, 400))

    expect(await desk.phone()).toEqual(['Well?', EN_STOP])
    expect(await desk.conversation()).toMatchObject({ holder: 'nobody', status: 'open' })
    expect((await desk.timeline()).filter((item) => item.type === 'event')).toMatchObject([
      { event: 'opted_out', actor: 'contact', data: { purposes: ['all'], source: 'keyword' } },
    ])
    expect(await standing(desk)).toMatchObject({ service: 'opted_out', marketing: 'opted_out' })
    expect(await desk.agent.refusal(api.sendMessage, await aReply(desk))).toBe('opt_in_missing')
  })

  test.each([
    ['es', 'BAJA', 'No vas a recibir más mensajes nuestros por aquí. Con la palabra ALTA vuelven a llegar.'],
    [
      'en',
      'Sair',
      'Você não vai mais receber mensagens nossas por aqui. Para voltar a receber, escreva VOLTAR.',
    ],
    ['es', 'stop', 'No vas a recibir más mensajes nuestros por aquí. Con la palabra ALTA vuelven a llegar.'],
  ])('is answered in the language of the contact: org %s, %s', async (locale, ...[word, answer]) => {
    const desk = await aTalk({ locale })
    await desk.say(word)

    await expect.poll(async () => (await desk.phone()).at(-1), { timeout: 10_000 }).toBe(answer)
  })

  test('works while the micro-backend cannot be run', async () => {
    const desk = await openDesk(server, { simulators, code: 'while (true) {}' })
    await desk.say('Hola')
    await desk.say('BAJA')

    await expect.poll(desk.phone, { timeout: 20_000 }).toHaveLength(1)
    expect((await standing(desk)).service).toBe('opted_out')
  })

  test('is over for answers when the contact writes again, and START brings back what it took', async () => {
    const desk = await aTalk()
    const contactId = (await desk.conversation()).contact.id
    const body = { channel: 'whatsapp', purpose: 'marketing', kind: 'opt_in', evidence: 'Signed' } as const
    await desk.agent.call(api.recordPermission, { params: { contactId }, body })
    await desk.say('stop')
    await expect.poll(desk.phone, { timeout: 10_000 }).toHaveLength(2)

    await desk.say('One question')
    await expect.poll(async () => (await desk.phone()).at(-1), { timeout: 10_000 }).toBe('Well?')
    expect(await standing(desk)).toMatchObject({ service: 'opted_in', marketing: 'opted_out' })

    await desk.say('Start')
    await expect.poll(desk.phone, { timeout: 10_000 }).toContain(EN_START)
    expect(await standing(desk)).toMatchObject({
      ...{ service: 'opted_in', utility: 'opted_in', marketing: 'opted_in', authentication: 'opted_out' },
    })
  })

  test('START is a word like any other to who did not stop', async () => {
    const desk = await aTalk()
    await desk.say('start')

    await expect.poll(desk.phone, { timeout: 10_000 }).toContain('You said: start')
    expect(await desk.phone()).not.toContain(EN_START)
  })

  test('that comes twice, also after a crash before it was heeded, is heeded once', async () => {
    const desk = await aTalk()
    const message = aText('STOP', { from: '59899123456' })
    const body = aBody(desk.number.account, { messages: [message] })
    await desk.number.post(aBody(desk.number.account, { messages: [aText('Hi', { from: '59899123456' })] }))
    await desk.number.post(body)
    const rows = async () =>
      (
        await admin.query("select message_id from permission where org_id = $1 and purpose = 'all'", [
          orgOf(desk),
        ])
      ).rows
    await expect.poll(rows, { timeout: 10_000 }).toHaveLength(1)
    // As a server leaves it that died between the two transactions.
    await admin.query("delete from permission where org_id = $1 and purpose = 'all'", [orgOf(desk)])
    await desk.number.post({ ...(body as object), again: 1 })
    await expect.poll(rows, { timeout: 10_000 }).toHaveLength(1)
    await desk.number.post({ ...(body as object), again: 2 })
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await rows()).toHaveLength(1)
  })
})

describe('the platform’s own opt-out', () => {
  const wish = (value: string, timestamp: number, wa_id: string) => ({
    user_preferences: [{ wa_id, category: 'marketing_messages', value, timestamp }],
  })

  test('is of marketing alone, in the order of its own moments, and leaves the conversation as it is', async () => {
    const desk = await aTalk()
    const { address } = (await desk.conversation()).contact
    const now = Math.floor(Date.now() / 1000)
    const post = (value: string, at: number) =>
      desk.number.post(preferenceOf(desk, wish(value, at, address ?? '')))
    await post('stop', now)
    await expect.poll(() => standing(desk), { timeout: 10_000 }).toMatchObject({ marketing: 'opted_out' })
    await post('resume', now - 100)
    await post('stop', now)
    await desk.say('Still there?')
    await expect.poll(desk.phone, { timeout: 10_000 }).toContain('You said: Still there?')

    expect(await standing(desk)).toMatchObject({ marketing: 'opted_out', service: 'opted_in' })
    expect((await ledgerOf(desk)).entries.map(({ kind, source }) => [kind, source])).toEqual([
      ['opt_out', 'platform'],
      ['opt_in', 'platform'],
    ])
  })

  test('of somebody unknown, or of another org’s number, changes nothing', async () => {
    const [desk, other] = [await aTalk(), await aTalk()]
    const { address } = (await other.conversation()).contact
    await desk.number.post(preferenceOf(desk, wish('stop', 1795300000, address ?? '')))
    await new Promise((resolve) => setTimeout(resolve, 400))

    expect((await standing(other)).marketing).toBe('unknown')
  })
})

function orgOf({ number }: Desk): Id {
  return number.orgId
}

async function aReply(desk: Desk) {
  return {
    params: { conversationId: await desk.conversationId() },
    body: { clientId: newId(), text: 'Hello' },
  }
}

function preferenceOf({ number }: Desk, value: Record<string, unknown>): unknown {
  const metadata = { display_phone_number: '15550783881', phone_number_id: number.account }
  const changes = [
    { field: 'user_preferences', value: { messaging_product: 'whatsapp', metadata, ...value } },
  ]
  return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] }
}
