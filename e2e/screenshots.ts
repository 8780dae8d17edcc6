import { mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { hear, pick, say } from './phone.ts'
import { openWidget, write } from './site.ts'
import { HANDSET, raiseStage, type Stage } from './stage.ts'

/** Takes the pictures of the documentation from the running product: `npm run screenshots`. */

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url))
const SIZE_MAX = 300_000

const stage = await raiseStage()
try {
  mkdirSync(FOLDER, { recursive: true })
  await playScene(stage)
  await picturePlayground(await stage.member())
  await pictureInbox(await stage.member(), 'inbox')
  await pictureInbox(await stage.member({ colorScheme: 'dark' }), 'inbox-dark')
  await pictureInbox(await stage.member({ locale: 'es-UY' }), 'inbox-es')
  await pictureHandset(await stage.member(HANDSET))
} finally {
  await stage.close()
}

/**
 * An evening at the restaurant: one booking done, one half done, one that people took over, and two
 * questions.
 */
async function playScene({ stack, stranger }: Stage): Promise<void> {
  const context = await stranger()
  const site = await (await stranger()).newPage()
  await site.goto(`${stack.siteUrl}?lang=en`)
  await write(await openWidget(site), 'Hi, is the terrace open tonight?')

  const done = await newPhone(context, 'Valentina Roldán')
  await book(done, { greeting: 'Una mesa para el aniversario', guests: 'Somos 2', day: 1 })
  await pick(done, 'Ver horarios', 2)
  await hear(done, /^Listo/)

  const sam = await openPhone(context, 'Sam Carter')
  await book(sam, {
    greeting: '¡Buenas! ¿Tienen lugar esta semana?',
    guests: 'Para 6, con un cochecito',
    day: 2,
  })
  await takeOver(await stage.member(), sam)

  const rocio = await newPhone(context, 'Rocío Da Silva')
  await say(rocio, 'Hola, ¿hacen menú sin gluten?')
  await hear(rocio, '¿Para cuántas personas?')

  const lucia = await openPhone(context, 'Lucía Méndez')
  await book(lucia, { greeting: 'Hola, quisiera reservar una mesa', guests: 'Vamos a ser 4', day: 3 })
}

async function openPhone(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${stage.stack.simulatorsUrl}/phones`)
  await whatsappOf(page, name).click()
  await page.getByText('Business account').waitFor()
  return page
}

async function newPhone(context: BrowserContext, name: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${stage.stack.simulatorsUrl}/phones`)
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Add phone' }).click()
  await whatsappOf(page, name).waitFor()
  await page.close()
  return openPhone(context, name)
}

/** People of one name may have a phone on several platforms. */
function whatsappOf(page: Page, name: string): Locator {
  return page.locator('a[href*="/phones/whatsapp/"]').filter({ hasText: name })
}

type Wish = { greeting: string; guests: string; day: number }

async function book(phone: Page, { greeting, guests, day }: Wish): Promise<void> {
  await say(phone, greeting)
  await hear(phone, '¿Para cuántas personas?')
  await say(phone, guests)
  await hear(phone, '¿Para qué día?')
  await pick(phone, 'Ver días', day)
  await hear(phone, 'tengo estos horarios')
}

async function takeOver(context: BrowserContext, phone: Page): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Sam Carter/ }).click()
  await page.getByRole('button', { name: 'Take over' }).click()
  await say(phone, '¿Entra el cochecito entre las mesas?')
  await page.getByRole('tab', { name: 'Note' }).click()
  await page
    .getByRole('textbox', { name: 'Note' })
    .fill('La mesa 5 es la más amplia; quedó libre el miércoles.')
  await page.getByRole('button', { name: 'Add note' }).click()
  await page.getByRole('tab', { name: 'Reply' }).click()
  await page.getByRole('textbox', { name: 'Reply' }).fill('Sí, sin problema: les guardo la mesa del fondo.')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByTitle('Read').last().waitFor()
  await say(phone, 'Perfecto, muchas gracias')
  await page.getByRole('log').getByText('Perfecto, muchas gracias').waitFor()
  await context.close()
}

async function picturePlayground(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${stage.stack.url}/playground`)
  await page.getByRole('list', { name: 'Journal' }).getByText('find slots').waitFor()
  const phone = page.frameLocator('iframe')
  await phone.getByRole('log').getByText('tengo estos horarios').waitFor()
  await picture(page, 'playground')
}

async function pictureInbox(context: BrowserContext, name: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Sam Carter/ }).click()
  await page
    .getByRole('list', { name: /Journal|Diario/ })
    .getByText('find slots')
    .waitFor()
  await page.getByRole('log').getByText('Perfecto, muchas gracias').waitFor()
  await picture(page, name)
}

async function pictureHandset(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Sam Carter/ }).tap()
  await page.getByRole('log').getByText('Perfecto, muchas gracias').waitFor()
  await picture(page, 'phone-390')
}

/** @throws Error when the picture is too heavy for a page of documentation. */
async function picture(page: Page, name: string): Promise<void> {
  const path = `${FOLDER}${name}.png`
  // The pointer rests on nothing, and whatever was pressed has settled.
  await page.mouse.move(0, 0)
  await page.waitForTimeout(600)
  await page.screenshot({ path, animations: 'disabled' })
  const { size } = statSync(path)
  if (size > SIZE_MAX) throw new Error(`${path} has ${size} bytes; at most ${SIZE_MAX} are allowed.`)
  process.stdout.write(`docs/images/${name}.png ${Math.round(size / 1000)} kB\n`)
}
