import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say } from './phone.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'
import { takePicture } from './take-picture.ts'

const APP = { id: '1717171717171703', secret: 'secret-of-the-app', name: 'Hilo of La Pasiva' }
const NUMBER = {
  ...{ phoneNumberId: '106540352242777', displayPhoneNumber: '+598 2400 7777', verifiedName: 'La Pasiva' },
  ...{ wabaId: '102290129340777', accessToken: 'token-of-la-pasiva', appId: APP.id },
}
const ADDRESS = /\/settings\/inboxes\/[0-9a-f-]{36}(\?tab=settings)?$/

let stage: Stage
let page: Page
let phone: Page
let settings: string

beforeAll(async () => {
  stage = await raiseStage()
  await tell('setup/addApp', APP)
  await tell('setup/addNumber', NUMBER)
  await tell('whatsapp/addPerson', { id: 'mateo', name: 'Mateo Rey', phone: '59899555123' })
  page = await (await stage.member()).newPage()
  phone = await (await stage.stranger()).newPage()
  await page.goto(`${stage.stack.url}/settings/inboxes`)
})
afterAll(() => stage?.close())

const main = () => page.getByRole('main')
const picture = (name: string, of = page) => takePicture(of, `connect-${name}`)

test('a number is connected: what is wrong is said at its step, and mended there', async () => {
  await main().getByRole('link', { name: 'Connect an inbox' }).click()
  await picture('choose')
  await main().getByRole('button', { name: 'Connect: WhatsApp' }).click()
  await main().getByLabel('Name of the inbox').fill('La Pasiva')
  await main().getByLabel('Meta app').selectOption('')
  await main().getByLabel('App id').fill(APP.id)
  await main().getByLabel('App secret').fill('another-secret')
  await main().getByLabel('Phone number id').fill(NUMBER.phoneNumberId)
  await main().getByLabel('WhatsApp Business Account id').fill('99')
  await main().getByLabel('Access token').fill(NUMBER.accessToken)
  await main().getByRole('button', { name: 'Connect', exact: true }).click()
  await main().getByText('Too short: an id of Meta has three digits or more').waitFor()
  await picture('field')
  await main().getByLabel('WhatsApp Business Account id').fill(NUMBER.wabaId)
  await main().getByRole('button', { name: 'Connect', exact: true }).click()

  await main().getByText('App id and secret do not belong together').waitFor()
  await picture('refused')
  await main().getByRole('button', { name: 'Change what I gave' }).click()
  expect(await main().getByLabel('Phone number id').inputValue()).toBe(NUMBER.phoneNumberId)
  await main().getByLabel('App secret').fill(APP.secret)
  await main().getByLabel('App secret').press('Enter')
  await main().getByText('La Pasiva is connected').waitFor()
  await expect.poll(() => main().getByText('In order', { exact: true }).count()).toBe(6)
  expect(await overflow(page)).toBe(0)
})

test('a test message arrives on the phone', async () => {
  await phone.goto(`${stage.stack.phoneUrl('mateo')}?number=${NUMBER.phoneNumberId}`)
  await main().getByLabel('Phone number with country code').fill('+598 99 555 123')
  await main().getByRole('button', { name: 'Send a test message' }).click()

  await main().getByText('WhatsApp took it').waitFor()
  await phone
    .getByText(/Welcome and congratulations|Hello World/)
    .first()
    .waitFor()
  await picture('connected')
})

test('an expired token is noticed and shown, and what is sent meanwhile waits', async () => {
  await main().getByRole('link', { name: 'Settings of the inbox' }).click()
  await page.waitForURL(ADDRESS)
  settings = page.url()
  await say(phone, 'Hola, ¿están abiertos?')
  await page.getByRole('link', { name: 'Inbox', exact: true }).click()
  await page.getByRole('link', { name: /Mateo Rey/ }).click()
  await tell('setup/expireToken', { account: NUMBER.phoneNumberId })
  for (const text of ['Sí, hasta las 23.', '¿Te reservo una mesa?']) {
    await page.getByRole('textbox', { name: 'Reply' }).fill(text)
    await page.getByRole('textbox', { name: 'Reply' }).press('Enter')
  }

  await page.getByText('La Pasiva: the platform refuses the token').waitFor()
  await picture('waits')
  expect(await phone.getByText('Sí, hasta las 23.').count()).toBe(0)
})

test('it is mended by another token, and everything arrives in its order', async () => {
  await page.getByRole('link', { name: 'Reconnect' }).click()
  await main().getByText('2 messages wait').waitFor()
  await picture('reconnect')
  const token = await tell('setup/issueToken', { account: NUMBER.phoneNumberId })
  await main().getByLabel('New token').fill('nonsense-token')
  await main().getByRole('button', { name: 'Replace the token' }).click()
  const field = main().getByLabel('New token')
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
  await field.fill(String(token))
  await main().getByRole('button', { name: 'Replace the token' }).click()

  const second = phone.getByRole('article').filter({ hasText: '¿Te reservo una mesa?' })
  await second.waitFor()
  const said = await phone.getByRole('article').allTextContents()
  const at = (text: string) => said.findIndex((one) => one.includes(text))
  expect(at('Sí, hasta las 23.')).toBeGreaterThan(-1)
  expect(at('Sí, hasta las 23.')).toBeLessThan(at('¿Te reservo una mesa?'))
  await page.getByText('the platform refuses the token').waitFor({ state: 'detached' })
})

test('the settings fit a phone, in the dark and in Spanish', async () => {
  const context = await stage.member({ ...HANDSET, colorScheme: 'dark', locale: 'es-UY' })
  const handset = await context.newPage()
  await handset.goto(settings)
  await handset.getByRole('button', { name: 'Cambiar el token' }).waitFor()
  expect(await overflow(handset)).toBe(0)
  await picture('settings-390', handset)
  await handset.goto(`${stage.stack.url}/settings/inboxes/connect?channel=instagram`)
  await handset.getByLabel('Id de la cuenta de Instagram').waitFor()
  expect(await overflow(handset)).toBe(0)
  await picture('form-390', handset)
})

test('it is disconnected after a question that names it, and its conversation stays', async () => {
  await main().getByRole('button', { name: 'Disconnect', exact: true }).click()
  await page.getByRole('dialog', { name: 'Disconnect La Pasiva?' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()

  await main().getByText('This inbox is disconnected and its token deleted').waitFor()
  await picture('disconnected')
  await page.getByRole('link', { name: 'Inbox', exact: true }).click()
  await page.getByRole('link', { name: /Mateo Rey/ }).waitFor()
})

test('what is wrong with a chat for a site is marked, and gone to', async () => {
  // It is refused, which the console of the browser tells too.
  const other = await (await stage.member({ expected: /status of 400/ })).newPage()
  await other.goto(`${stage.stack.url}/settings/inboxes/connect?channel=web`)
  const sites = other.getByLabel('Sites on which the chat may stand')
  const connect = () => other.getByRole('button', { name: 'Connect', exact: true }).click()
  await connect()
  expect(await other.getByText('Fill this in').count()).toBe(2)
  await other.getByLabel('Name of the inbox').fill('Sitio')
  await sites.fill('lapasiva.example')
  await connect()

  await other.getByText('Write addresses such as https://www.example.com').waitFor()
  expect(await sites.evaluate((one) => one === document.activeElement)).toBe(true)

  // The settings of one that there is do the same.
  await sites.fill('https://wrong.example')
  await connect()
  await other.getByText('/widget/loader.js').waitFor()
  await sites.fill('wrong.example')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await other.getByText('Write addresses such as https://www.example.com').waitFor()
  expect(await sites.getAttribute('aria-invalid')).toBe('true')
  expect(await sites.evaluate((one) => one === document.activeElement)).toBe(true)
  await other.context().close()
})

test('a chat for a site is made, with what is put on its pages', async () => {
  await page.goto(`${stage.stack.url}/settings/inboxes/connect?channel=web`)
  await main().getByLabel('Name of the inbox').fill('Sitio')
  await main().getByLabel('Sites on which the chat may stand').fill('https://lapasiva.example/')
  await main().getByRole('button', { name: 'Connect', exact: true }).click()

  await main().getByText('/widget/loader.js').waitFor()
  await picture('widget')
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

async function tell(command: string, input: unknown): Promise<unknown> {
  const answer = await fetch(`${stage.stack.simulatorsUrl}/control/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { result: unknown }).result
}
