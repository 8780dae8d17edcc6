import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say } from './phone.ts'
import { overflow, raiseStage, type Stage } from './stage.ts'

const PICTURE = join(import.meta.dirname, '../docs/images/phone-390.png')

let stage: Stage
let phone: Page
let inbox: Page

beforeAll(async () => {
  stage = await raiseStage()
  inbox = await (await stage.member()).newPage()
  phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('lucia'))
  await phone.getByText('Business account').waitFor()
})
afterAll(() => stage?.close())

const composer = () => inbox.getByRole('region', { name: 'Write' })

test('when the window has closed the composer is the template picker', async () => {
  await stage.stack.moveClock(-25)
  await say(phone, 'Hola, quisiera una mesa')
  await phone.getByText('¿Para cuántas personas?').waitFor()
  await stage.stack.moveClock(25)
  await inbox.goto(`${stage.stack.url}/inbox`)
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).click()

  await composer().getByText('The window of WhatsApp closed').waitFor()
  expect(await composer().getByRole('tab').allTextContents()).toEqual(['Template', 'Note'])
  const names = composer().getByRole('list', { name: 'Choose a template' }).getByRole('button')
  await expect.poll(() => names.count()).toBe(3)
})

test('a template is found, and shows what it will say while its values are typed', async () => {
  await composer().getByRole('searchbox', { name: 'Search templates' }).fill('appointment')
  const found = composer().getByRole('button', { name: /appointment_reminder/ })
  await expect.poll(() => composer().getByRole('list').getByRole('button').count()).toBe(1)
  await found.focus()
  await inbox.keyboard.press('Enter')
  await composer().getByRole('textbox', { name: 'Value 1' }).fill('Lucía')

  await composer().getByText('Hi Lucía, we look forward to seeing you on {{2}}').waitFor()
  await composer().getByRole('combobox', { name: 'Language' }).selectOption('es')
  await composer().getByText('Hola Lucía, te esperamos el {{2}} a las {{3}} en Casa Lumbre.').waitFor()
  await composer().getByRole('button', { name: 'Send template' }).click()
  await composer().getByText('Fill this in').first().waitFor()
})

test('with a picture and a link it arrives on the phone', async () => {
  await composer().locator('input[type=file]').setInputFiles(PICTURE)
  await composer().getByRole('img').waitFor()
  await composer().getByRole('textbox', { name: 'Value 2' }).fill('viernes 4')
  await composer().getByRole('textbox', { name: 'Value 3' }).fill('21:00')
  const link = composer().getByRole('textbox', { name: 'End of the link “Cambiar la reserva”' })
  await link.fill('7f3a')
  await link.press('Enter')

  const words = 'Hola Lucía, te esperamos el viernes 4 a las 21:00 en Casa Lumbre.'
  const bubble = phone.getByRole('article').filter({ hasText: words })
  await bubble.waitFor()
  await expect.poll(() => bubble.getByRole('img').first().evaluate(isDrawn)).toBe(true)
  const shown = bubble.getByRole('link', { name: 'Cambiar la reserva' })
  expect(await shown.getAttribute('href')).toBe('https://casalumbre.example/b/7f3a')
  await inbox.getByRole('log').getByText(words).waitFor()
  await inbox.getByRole('log').getByText('Template appointment_reminder').waitFor()
})

test('its quick reply comes back, and opens the window', async () => {
  await phone.getByRole('button', { name: 'Confirmo' }).click()

  await inbox.getByRole('log').getByText('Confirmo').last().waitFor()
  await composer().getByRole('textbox', { name: 'Reply' }).waitFor()
  expect(await composer().getByRole('tab').allTextContents()).toEqual(['Reply', 'Template', 'Note'])
})

test('the settings list the templates of the number, and follow what becomes of them', async () => {
  await inbox.getByRole('button', { name: 'Account and preferences' }).click()
  await inbox.getByRole('menuitem', { name: 'Templates' }).click()
  const row = inbox.getByRole('listitem').filter({ hasText: 'order_update' }).first()
  await row.getByText('Approved').waitFor()

  await tellSimulators('changeTemplate', {
    ...{ wabaId: '102290129340398', name: 'order_update', language: 'en' },
    ...{ status: 'REJECTED', reason: 'INVALID_FORMAT' },
  })

  await inbox.getByText('Why: invalid format').waitFor()
  await inbox.getByText('Rejected').waitFor()
  expect(await overflow(inbox)).toBe(0)
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

function isDrawn(image: Element): boolean {
  return image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0
}

async function tellSimulators(command: string, input: unknown): Promise<void> {
  const answer = await fetch(`${stage.stack.simulatorsUrl}/control/whatsapp/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  expect(answer.status).toBe(200)
}
