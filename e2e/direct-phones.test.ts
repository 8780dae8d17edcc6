import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { HANDSET } from './stage.ts'

// The simulators alone, as `node packages/simulators/src/main.ts` starts them, and a server that only listens.
const main = fileURLToPath(new URL('../packages/simulators/src/main.ts', import.meta.url))
const bodies: string[] = []
const complaints: string[] = []
let simulators: ChildProcess
let receiver: Server
let browser: Browser
let url = ''

beforeAll(async () => {
  simulators = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(simulators.stdout ?? simulators, 'data')) as [Buffer]
  url = /http:\S+/.exec(line.toString())?.[0] ?? ''
  receiver = createServer(async (request, response) => {
    const asked = new URL(request.url ?? '/', 'http://receiver').searchParams.get('hub.challenge')
    const body = (await request.toArray()).join('')
    if (body !== '') bodies.push(body)
    response.end(asked ?? '')
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()))
  browser = await launchChromium()
})

afterAll(async () => {
  await browser?.close()
  receiver?.close()
  simulators?.kill()
})

describe.each([
  ['messenger', `/graph/v26.0/me/messages`],
  ['instagram', `/instagram/v26.0/me/messages`],
] as const)('a phone with %s', (channel, path) => {
  const heard = (text: string) => bodies.some((body) => body.includes(text))

  test('writes, edits, reacts, answers and presses; its inbox answers past the app', async () => {
    await connect(channel)
    const phone = await open(`/phones/${channel}/ana?lang=en`, HANDSET)
    await phone.getByRole('textbox', { name: 'Message' }).fill('A table for two')
    await phone.getByRole('button', { name: 'Send' }).click()
    const own = phone.getByRole('article', { name: /^You/ })
    await own.getByText('A table for two').waitFor()

    await own.first().getByRole('button', { name: 'Message options' }).click()
    await phone.getByRole('menuitem', { name: 'Edit' }).click()
    await phone.getByRole('textbox', { name: 'Message' }).fill('A table for six')
    await phone.getByRole('button', { name: 'Send' }).click()
    await own.getByText('A table for six').waitFor()
    await own.getByText('Edited').waitFor()

    const quick_replies = [{ content_type: 'text', title: 'At nine', payload: 'NINE' }]
    await sendAs(channel, path, { text: 'When?', quick_replies })
    const theirs = phone.getByRole('article', { name: /^Casa Lumbre/ })
    await theirs.getByRole('button', { name: 'Message options' }).click()
    await phone.getByRole('menuitem', { name: /^React ❤/ }).click()
    await theirs.getByText('❤️').waitFor()
    await phone.getByRole('button', { name: 'At nine' }).click()
    await own.getByText('At nine').waitFor()

    const inbox = await open(`/phones/${channel}/ana/inbox?lang=en`, {})
    await inbox.getByRole('textbox', { name: 'Message' }).fill('Marta here')
    await inbox.keyboard.press('Enter')
    await theirs.getByText('Marta here').waitFor()

    await own.last().getByRole('button', { name: 'Message options' }).click()
    await phone.getByRole('menuitem', { name: 'Unsend' }).click()
    await phone.getByText('You unsent a message').waitFor()
    await expect
      .poll(() => ['message_edit', 'NINE', '"react"', 'is_echo', 'is_deleted'].filter((word) => !heard(word)))
      .toEqual([])
    expect(complaints).toEqual([])
  })

  test('fits a hand, in the dark and in Spanish', async () => {
    const phone = await open(`/phones/${channel}/ana?lang=es`, { ...HANDSET, colorScheme: 'dark' })
    await phone.getByRole('button', { name: 'Adjuntar' }).click()
    await phone.getByRole('menuitem', { name: 'Foto', exact: true }).click()
    await phone.getByRole('dialog', { name: 'Foto' }).getByRole('button', { name: 'Enviar' }).click()
    await phone.getByRole('img', { name: 'Foto' }).waitFor()

    expect(await phone.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(await phone.getByText('Casa Lumbre').first().isVisible()).toBe(true)
    expect(complaints).toEqual([])
  })
})

async function open(path: string, options: Parameters<Browser['newContext']>[0]): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (said) => {
    if (said.type() === 'error') complaints.push(said.text())
  })
  await page.goto(`${url}${path}`)
  return page
}

async function connect(channel: string): Promise<void> {
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`
  const secrets = { appSecret: 'secret', verifyToken: 'v', webhookUrl }
  await control(channel, 'registerAccount', {
    id: '1010',
    name: 'Casa Lumbre',
    accessToken: channel,
    ...secrets,
  })
  await control(channel, 'addPerson', { id: 'ana', name: 'Ana García', scopedIds: { 1010: '25' } })
}

async function sendAs(channel: string, path: string, message: object): Promise<void> {
  const body = { recipient: { id: '25' }, messaging_type: 'RESPONSE', message }
  await post(path, body, { authorization: `Bearer ${channel}` })
}

function control(channel: string, name: string, input: object): Promise<void> {
  return post(`/control/${channel}/${name}`, input, {})
}

async function post(path: string, body: object, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}
