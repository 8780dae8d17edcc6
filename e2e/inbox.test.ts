import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBooking } from './booking.ts'
import { hear, say } from './phone.ts'
import { openWidget } from './site.ts'
import { HANDSET, overflow, raiseStage, type Stage, smallTargets } from './stage.ts'

let stage: Stage
let phone: Page
let inbox: Page

beforeAll(async () => {
  stage = await raiseStage()
  ;({ phone, inbox } = await openBooking(stage))
})
afterAll(() => stage?.close())

test('a note is for members: it stands in the thread and never reaches the contact', async () => {
  await inbox.getByRole('tab', { name: 'Note' }).click()
  await inbox.getByRole('textbox', { name: 'Note' }).fill('Celebran un aniversario')
  await inbox.getByRole('button', { name: 'Add note' }).click()
  await inbox.getByRole('log').getByText('Note by Ana Ferreira, only members see it').waitFor()

  // What is said after it has reached the phone, so the note would have too.
  await say(phone, 'Somos 2')
  await hear(phone, '¿Para qué día?')
  expect(await phone.getByText('Celebran un aniversario').count()).toBe(0)
})

test('the key that sends a reply does not add a note, and the other way round', async () => {
  await inbox.getByRole('tab', { name: 'Note' }).click()
  const note = inbox.getByRole('textbox', { name: 'Note' })
  await note.fill('Mesa junto a la ventana')
  await note.press('Enter')
  expect(await note.inputValue()).toBe('Mesa junto a la ventana\n')
  await note.press('Control+Enter')
  await inbox.getByRole('log').getByText('Mesa junto a la ventana').waitFor()

  await inbox.getByRole('tab', { name: 'Reply' }).click()
  const reply = inbox.getByRole('textbox', { name: 'Reply' })
  await reply.fill('Una respuesta a medias')
  await reply.press('Control+Enter')
  expect(await reply.inputValue()).toBe('Una respuesta a medias')
  await reply.fill('')
})

test('a draft survives a reload', async () => {
  await inbox.getByRole('textbox', { name: 'Reply' }).fill('Un momento, por favor')
  await inbox.reload()

  const reply = inbox.getByRole('textbox', { name: 'Reply' })
  await reply.waitFor()
  expect(await reply.inputValue()).toBe('Un momento, por favor')
  await reply.fill('')
})

test('a closed conversation leaves the list and can be reopened', async () => {
  await inbox.getByRole('button', { name: 'Close', exact: true }).click()
  await inbox.getByText('Inbox zero').waitFor()

  await inbox.getByRole('tab', { name: 'Closed' }).click()
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).click()
  await inbox.getByText('This conversation is closed.').first().waitFor()
  await inbox.getByRole('button', { name: 'Reopen' }).click()
  await inbox.getByRole('button', { name: 'Close', exact: true }).waitFor()
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).waitFor()
  expect(await inbox.getByRole('tab', { name: 'Open' }).getAttribute('aria-selected')).toBe('true')
  await inbox.getByRole('tab', { name: 'Closed' }).click()
  await inbox.getByText('No closed conversations').waitFor()
  await inbox.getByRole('tab', { name: 'Open' }).click()
})

test('a reaction and a product reach the phone', async () => {
  const log = inbox.getByRole('log', { name: 'Messages' })
  await say(phone, '¿Tienen algo fresco?')
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).click()
  await log.locator('p').filter({ hasText: '¿Tienen algo fresco?' }).first().hover()
  await inbox.getByRole('button', { name: 'React', exact: true }).last().click()
  await inbox.getByRole('menuitem', { name: 'React with ❤️' }).click()
  await log.getByRole('img', { name: /^❤️ Reaction of / }).waitFor()

  await inbox.getByRole('button', { name: 'Products and forms' }).click()
  await inbox.getByRole('menuitem', { name: 'Products' }).click()
  await inbox.getByRole('checkbox', { name: /Lemonade/ }).check()
  await inbox.getByRole('textbox', { name: 'Message' }).fill('¿Una limonada?')
  await inbox.getByRole('button', { name: 'Send 1 product' }).click()

  await hear(phone, '¿Una limonada?')
  await phone.getByText('❤️').waitFor()
})

test('a contact is found by the beginning of a name without its accents, and by / alone', async () => {
  await inbox.keyboard.press('Escape')
  await inbox.keyboard.press('/')
  await inbox.keyboard.type('luc')
  await inbox.getByRole('tab', { name: 'Found' }).waitFor()
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).click()
  await inbox.getByRole('log', { name: 'Messages' }).waitFor()
  // What was found stays beside what was opened of it.
  expect(new URL(inbox.url()).searchParams.get('search')).toBe('luc')
  expect(await inbox.getByRole('tab', { name: 'Found' }).getAttribute('aria-selected')).toBe('true')

  await inbox.getByRole('searchbox', { name: 'Name, number, e-mail' }).fill('nadie')
  await inbox.getByText('Nobody is called so').waitFor()
  await inbox.getByRole('tab', { name: 'Open' }).click()
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).waitFor()
})

test('an address that leads nowhere says so and leads back', async () => {
  const page = await (await stage.member()).newPage()
  await page.goto(`${stage.stack.url}/nowhere`)
  await page.getByText('There is nothing at this address').waitFor()

  await page.getByRole('link', { name: 'Go to the inbox' }).click()
  await page.getByRole('list', { name: 'Conversations' }).waitFor()
})

test('a conversation that does not exist says so, beside a list that works', async () => {
  const page = await (await stage.member({ expected: /status of 404/ })).newPage()
  await page.goto(`${stage.stack.url}/inbox/01900000-0000-7000-8000-000000000000`)

  await page.getByRole('alert').first().getByText('This conversation could not be loaded').waitFor()
  await page.getByRole('link', { name: /Lucía Méndez/ }).waitFor()
})

test('the dashboard speaks Spanish to whom prefers it', async () => {
  const page = await (await stage.member({ locale: 'es-UY' })).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Lucía Méndez/ }).click()

  await page.getByRole('button', { name: /el turno$/ }).waitFor()
  await page.getByRole('textbox', { name: 'Respuesta' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('es')
})

test('it is dark when the system is, and when a member chooses so', async () => {
  const lightness = (page: Page) =>
    page.evaluate(() => Number(/oklch\(([\d.]+)/.exec(getComputedStyle(document.body).backgroundColor)?.[1]))
  const dark = await (await stage.member({ colorScheme: 'dark' })).newPage()
  await dark.goto(`${stage.stack.url}/inbox`)
  await dark.getByRole('list', { name: 'Conversations' }).waitFor()
  expect(await lightness(dark)).toBeLessThan(0.3)

  const light = await (await stage.member()).newPage()
  await light.goto(`${stage.stack.url}/inbox`)
  await light.getByRole('button', { name: 'Account and preferences' }).click()
  expect(await lightness(light)).toBeGreaterThan(0.9)
  await light.getByRole('menuitemradio', { name: 'Dark' }).click()
  expect(await lightness(light)).toBeLessThan(0.3)
})

test('on a phone: list, thread and details one after the other, and nothing is wider than the screen', async () => {
  const page = await (await stage.member(HANDSET)).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page
    .getByRole('main', { name: 'Inbox' })
    .getByRole('link', { name: /Lucía Méndez/ })
    .waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await smallTargets(page)).toEqual([])

  await page.getByRole('link', { name: /Lucía Méndez/ }).tap()
  await page.getByRole('log').getByText('¿Para qué día?').waitFor()
  expect(await page.getByRole('list', { name: 'Conversations' }).count()).toBe(0)
  expect(await overflow(page)).toBe(0)
  expect(await smallTargets(page)).toEqual([])

  await page.getByRole('button', { name: 'Details' }).tap()
  await page.getByRole('list', { name: 'Journal' }).waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await smallTargets(page)).toEqual([])

  await page.getByRole('button', { name: 'Back to the conversation' }).tap()
  await page.getByRole('button', { name: 'Back to the list' }).tap()
  await page.getByRole('list', { name: 'Conversations' }).waitFor()

  await page.goto(`${stage.stack.url}/playground`)
  await page.getByRole('tab', { name: 'Device' }).waitFor()
  expect(await overflow(page)).toBe(0)
})

test('a connection that is cut is told, and what was written goes out once on return', async () => {
  const context = await stage.member({ expected: /ERR_INTERNET_DISCONNECTED/ })
  const page = await context.newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Lucía Méndez/ }).click()
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
  await context.setOffline(true)
  await page.getByText('You are offline.').first().waitFor()
  await page.getByRole('textbox', { name: 'Reply' }).fill('La mesa de siempre está libre')
  await page.getByRole('textbox', { name: 'Reply' }).press('Enter')
  await page.getByTitle('Waiting for the connection').waitFor()

  await context.setOffline(false)

  await hear(phone, 'La mesa de siempre está libre')
  await page.getByRole('log').getByTitle('Read').last().waitFor()
  expect(await phone.getByText('La mesa de siempre está libre').count()).toBe(1)
  expect(await page.getByRole('log').getByText('La mesa de siempre está libre').count()).toBe(1)
})

test('a window that is closed leaves only templates, says so, and opens with the next message', async () => {
  const sam = await (await stage.stranger()).newPage()
  await sam.goto(stage.stack.phoneUrl('sam'))
  await stage.stack.moveClock(-25)
  await say(sam, 'Hola de ayer')
  const page = await (await stage.member()).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Sam Carter/ }).click()
  await page.getByText('The window of WhatsApp closed').waitFor()
  expect(await page.getByRole('tab', { name: 'Reply' }).count()).toBe(0)
  await page.getByRole('tab', { name: 'Note' }).click()
  await page.getByRole('textbox', { name: 'Note' }).waitFor()

  await stage.stack.moveClock(25)
  await say(sam, 'Hola de hoy')

  await page.getByRole('tab', { name: 'Reply' }).click()
  await page.getByRole('textbox', { name: 'Reply' }).waitFor()
})

test('a double click or a held key closes one conversation, and Undo brings it back', async () => {
  const page = await (await stage.member()).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  const rows = page.getByRole('list', { name: 'Conversations' }).getByRole('link')
  const close = page.getByRole('button', { name: 'Close', exact: true })
  await rows.filter({ hasText: 'Lucía Méndez' }).click()
  await close.click()
  // The next one is open, with its own button under the pointer, when the second click comes.
  await page.getByRole('heading', { name: 'Sam Carter' }).waitFor()
  await page.mouse.down({ clickCount: 2 })
  await page.mouse.up({ clickCount: 2 })
  // It is offered for some seconds only: nothing else is looked at before it is pressed.
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('heading', { name: 'Lucía Méndez' }).waitFor()
  await page.getByRole('log').getByText('Ana Ferreira reopened the conversation').last().waitFor()
  await expect.poll(() => rows.count()).toBe(2)

  await page.keyboard.down('e')
  for (let repeat = 0; repeat < 4; repeat++) await page.keyboard.down('e')
  await page.keyboard.up('e')
  await page.getByText('Conversation with Lucía Méndez closed').waitFor()
  await page.keyboard.press('z')
  await page.getByRole('heading', { name: 'Lucía Méndez' }).waitFor()
  await expect.poll(() => rows.count()).toBe(2)
})

test('nor do two taps close two', async () => {
  const page = await (await stage.member(HANDSET)).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Lucía Méndez/ }).tap()
  const close = page.getByRole('button', { name: 'Close', exact: true })
  await close.waitFor()
  const box = await close.boundingBox()
  const [x, y] = [(box?.x ?? 0) + 5, (box?.y ?? 0) + 5]
  // One right after the other, however slow the machine is.
  await Promise.all([page.touchscreen.tap(x, y), page.touchscreen.tap(x, y)])

  await page.getByText('Conversation with Lucía Méndez closed').waitFor()
  await page.getByRole('heading', { name: 'Sam Carter' }).waitFor()
  await page.waitForTimeout(500)
  expect(await page.getByText('Conversation with Sam Carter closed').count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).tap()
  await page.getByRole('heading', { name: 'Lucía Méndez' }).waitFor()
})

test('in the playground a phone, its conversation and its run stand side by side', async () => {
  const page = await (await stage.member()).newPage()
  await page.goto(`${stage.stack.url}/playground`)
  const device = page.frameLocator('iframe')
  await device.getByRole('textbox', { name: 'Message' }).fill('Desde el banco de pruebas')
  await device.getByRole('textbox', { name: 'Message' }).press('Enter')

  await page.getByRole('log', { name: 'Messages' }).getByText('Desde el banco de pruebas').waitFor()
  await page.getByRole('region', { name: 'Run' }).getByText('table-booking').waitFor()
})

test('in the playground a phone says its channel, and all of them are in view', async () => {
  const page = await (await stage.member(HANDSET)).newPage()
  await page.goto(`${stage.stack.url}/playground`)
  await page.getByRole('tab', { name: /^WhatsApp\s*Lucía Méndez/ }).waitFor()
  const site = page.getByRole('tab', { name: /^Web\s*Website/ })
  expect(await site.evaluate((tab) => tab.getBoundingClientRect().right <= window.innerWidth)).toBe(true)

  await site.tap()
  expect(await site.getAttribute('aria-selected')).toBe('true')
  expect(await overflow(page)).toBe(0)
})

test('in the playground the widget of the demo site opens, and what is written in it shows beside', async () => {
  const page = await (await stage.member()).newPage()
  await page.goto(`${stage.stack.url}/playground`)
  await page.getByRole('tab', { name: 'Website' }).click()
  const widget = await openWidget(page, page.frameLocator('iframe'))
  await widget.getByRole('textbox').fill('Desde el sitio')
  await widget.getByRole('textbox').press('Enter')

  await page.getByRole('log', { name: 'Messages' }).getByText('Desde el sitio').waitFor()
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})
