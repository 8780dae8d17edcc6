import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { simulatorClient } from './control/client.ts'
import { startSimulators } from './simulators.ts'
import { aBusiness, type Business, NUMBER, until } from './testing/a-business.ts'
import { filesOfPage } from './testing/files-of-page.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const closable of open.splice(0).reverse()) await closable.close()
})

async function opened<Closable extends { close(): Promise<void> }>(
  starting: Promise<Closable>,
): Promise<Closable> {
  const started = await starting
  open.push(started)
  return started
}

describe('the client of another process', () => {
  test('does what the control in this one does', async () => {
    const business = await opened(aBusiness())
    const client = simulatorClient(business.simulators.url)
    await client.whatsapp.say({ personId: 'ana', text: 'Hola' })
    const waiting = client.whatsapp.awaitMessages({ personId: 'ana' })
    await business.send({ type: 'text', text: { body: 'Hola, Ana' } })

    expect(await waiting).toMatchObject([{ direction: 'out', body: { body: 'Hola, Ana' } }])
    expect(await client.whatsapp.people()).toHaveLength(1)
  })

  test('reaches Messenger and Instagram as well', async () => {
    const { url } = await opened(startSimulators())
    const client = simulatorClient(url)
    await client.messenger.addPerson({ id: 'ana', name: 'Ana' })

    expect(await client.messenger.people()).toMatchObject([{ id: 'ana', hasConsent: true }])
    await expect(client.instagram.say({ personId: 'ana', text: 'Hola' })).rejects.toThrow(
      'No Instagram account is registered yet',
    )
  })

  test('is told in words what went wrong', async () => {
    const { url } = await opened(startSimulators())
    const client = simulatorClient(url)

    await expect(client.whatsapp.say({ personId: 'nobody', text: 'Hola' })).rejects.toThrow(
      'There is no phone "nobody".',
    )
    await expect(client.whatsapp.addPerson({ name: '' })).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(client.whatsapp.awaitMessages({ personId: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('cannot be a page of another origin, which may only send forms', async () => {
    const { url } = await opened(startSimulators())
    const answer = await fetch(`${url}/control/whatsapp/people`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    })

    expect(answer.status).toBe(400)
  })
})

describe('waiting for the business', () => {
  test('fails in words when it stays silent', async () => {
    const business = await opened(aBusiness())

    await expect(
      business.simulators.whatsapp.awaitMessages({ personId: 'ana', timeoutMs: 20 }),
    ).rejects.toThrow('Casa Lumbre said nothing more to Ana within 20 ms.')
  })
})

describe('a restart', () => {
  test('keeps phones, threads and the moved clock, and sends what was never acknowledged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hilo-simulators-'))
    open.push({ close: () => rm(folder, { recursive: true }) })
    const stateFile = join(folder, 'state.json')
    const before = await aBusiness({ stateFile })
    open.push(before.receiver)
    await before.simulators.clock.move({ ms: 60_000 })
    before.receiver.answers.push(...Array(50).fill(500))
    await before.simulators.whatsapp.say({ personId: 'ana', text: 'Sigo aquí' })
    await until('a refusal', () => before.receiver.arrivals.length > 0)
    await before.simulators.close()
    before.receiver.answers.length = 0

    const after = await opened(startSimulators({ stateFile }))

    await until('the message', () => before.receiver.messages().length === 1)
    expect(await after.whatsapp.messages({ personId: 'ana' })).toMatchObject([
      { body: { body: 'Sigo aquí' } },
    ])
    expect((await after.clock.move({ ms: 0 })).now - Date.now()).toBeGreaterThan(59_000)
  })
})

describe('a phone page', () => {
  const live = (business: Business, person: string, origin?: string) =>
    new WebSocket(
      `${business.simulators.url.replace('http', 'ws')}/phones/whatsapp/${person}/live?number=${NUMBER.phoneNumberId}`,
      origin === undefined ? {} : { origin },
    )

  test('is served in the language asked for, with names as text and nothing from elsewhere', async () => {
    const business = await opened(aBusiness())
    await business.simulators.whatsapp.addPerson({ id: 'x', name: '"><script>', bsuid: true })
    const answer = await fetch(business.simulators.phoneUrl('x', 'es'))
    const page = await answer.text()

    expect(page).toContain('<html lang="es">')
    expect(page).toContain('data-person-name="&quot;&gt;&lt;script&gt;"')
    expect(page).not.toMatch(/(src|href)="https?:/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('names only files that are there', async () => {
    const business = await opened(aBusiness())
    const files = await filesOfPage(business.simulators.phoneUrl('ana'))

    expect(Object.entries(files).filter(([, status]) => status !== 200)).toEqual([])
    expect(Object.keys(files).length).toBeGreaterThan(15)
  })

  test('first gets the thread, then every message and whether the business is typing', async () => {
    const business = await opened(aBusiness())
    const said = await business.simulators.whatsapp.say({ personId: 'ana', text: 'Hola' })
    await business.simulators.whatsapp.awaitIdle()
    const socket = live(business, 'ana')
    const frames: { type: string; typingMs: number }[] = []
    socket.on('message', (data) => frames.push(JSON.parse(data.toString())))
    await until('the thread', () => frames.length === 1)
    await business.send({ status: 'read', message_id: said.id, typing_indicator: { type: 'text' } })
    await business.send({ type: 'text', text: { body: 'Hola, Ana' } })

    await until('the answer', () => frames.length >= 3)
    socket.close()
    expect(frames[0]).toMatchObject({ type: 'thread', messages: [{ body: { body: 'Hola' } }] })
    expect(frames[1]?.typingMs).toBeGreaterThan(20_000)
    expect(frames.at(-1)).toMatchObject({ type: 'message', typingMs: 0 })
  })

  test.each([
    ['of another site', 'ana', 'http://elsewhere.test'],
    ['of nobody', 'nobody', undefined],
  ])('%s is not told anything', async (_name, person, origin) => {
    const business = await opened(aBusiness())
    const socket = live(business, person, origin)

    await expect(
      new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject)),
    ).rejects.toThrow()
  })
})

describe('the demo site', () => {
  test('carries the widget under a policy that allows nothing inline', async () => {
    const simulators = await opened(startSimulators())
    await simulators.setSite({ serverUrl: 'http://127.0.0.1:4600/', widgetKey: 'key"1' })
    const answer = await fetch(`${simulators.siteUrl}?lang=es`)
    const page = await answer.text()

    expect(page).toContain(
      '<script async src="http://127.0.0.1:4600/widget/loader.js" data-key="key&quot;1"></script>',
    )
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'self'; script-src http://127.0.0.1:4600; frame-src http://127.0.0.1:4600; connect-src http://127.0.0.1:4600; style-src 'self'",
    )
    expect(page).not.toMatch(/style=|<style|<script>/)
  })
})

describe('a start', () => {
  test('on a taken port says so', async () => {
    const { port } = await opened(startSimulators())

    await expect(startSimulators({ port })).rejects.toThrow(`Port ${port} is taken`)
  })
})
