import { Buffer } from 'node:buffer'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hear, say } from './phone.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'

let stage: Stage
let phone: Page
let inbox: Page

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR42mPQyEvBgxhGpbEhAA3zYakoz1xxAAAAAElFTkSuQmCC',
  'base64',
)
const photo = { name: 'terraza.png', mimeType: 'image/png', buffer: PNG }
const menu = { name: 'menú de hoy.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 menu') }

const open = async (page: Page) => {
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('link', { name: /Lucía Méndez/ }).click()
  await page.getByRole('textbox', { name: /Reply|Respuesta/ }).waitFor()
}
const attach = (page: Page, ...files: (typeof photo)[]) =>
  page.locator('input[type=file]').setInputFiles(files)
const chips = (page: Page) =>
  page.getByRole('list', { name: /Attached files|Archivos adjuntos/ }).getByRole('listitem')

beforeAll(async () => {
  stage = await raiseStage()
  phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('lucia'))
  await say(phone, 'Hola')
  await hear(phone, '¿Para cuántas personas?')
  inbox = await (await stage.member({ expected: /status of 400/ })).newPage()
  await open(inbox)
})
afterAll(() => stage?.close())

test('a picture and a document reach the phone in their order, and their ticks come back', async () => {
  await attach(inbox, photo, menu)
  for (const ready of [/terraza\.png.*kB/, /menú de hoy\.pdf.*kB/]) {
    await chips(inbox).filter({ hasText: ready }).waitFor()
  }
  await chips(inbox).filter({ hasText: 'terraza.png' }).locator('img').waitFor()
  const reply = inbox.getByRole('textbox', { name: 'Reply' })
  await reply.fill('Así está hoy')
  await reply.press('Enter')

  const shown = phone.getByRole('log')
  await shown.getByRole('img', { name: 'Así está hoy' }).waitFor()
  await hear(phone, 'Así está hoy')
  await hear(phone, 'menú de hoy.pdf')
  const texts = ((await shown.textContent()) ?? '').replace(/\s+/g, ' ')
  expect(texts.indexOf('Así está hoy')).toBeLessThan(texts.indexOf('menú de hoy.pdf'))
  const picture = shown.getByRole('img', { name: 'Así está hoy' })
  await expect
    .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: 10_000 })
    .toBe(10)

  await inbox.getByTitle('Read').nth(2).waitFor()
  await expect.poll(() => chips(inbox).count()).toBe(0)
  expect(await reply.inputValue()).toBe('')
})

test('a picture that is sent is seen whole, wherever the reader was, in a bubble as wide as it is', async () => {
  const log = inbox.getByRole('log', { name: 'Messages' })
  const toEnd = () => log.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight)
  const reply = inbox.getByRole('textbox', { name: 'Reply' })
  const words = ['Así está el patio', 'Y así se ve la terraza desde la calle, con las mesas de afuera']
  for (const [at, caption] of words.entries()) {
    if (at > 0) await log.evaluate((e) => e.scrollTo(0, 0))
    await attach(inbox, photo)
    await chips(inbox).filter({ hasText: /kB/ }).waitFor()
    await reply.fill(caption)
    await reply.press('Enter')
    const picture = inbox.getByRole('button', { name: `Open large: ${caption}` })
    await picture.waitFor()
    await expect.poll(toEnd).toBeLessThanOrEqual(1)
    // It is stored, delivered and read meanwhile, and what stands around it changes.
    await inbox
      .getByTitle('Read')
      .nth(3 + at)
      .waitFor()
    expect(await toEnd()).toBeLessThanOrEqual(1)
    const bubble = picture.locator('xpath=ancestor::div[contains(@class, "rounded-md")][1]')
    const [inner, outer] = [await picture.boundingBox(), await bubble.boundingBox()]
    expect(inner?.width).toBe(288)
    // Its padding and its border, on both sides.
    expect(outer?.width).toBe(288 + 2 * 13)
  }
})

test('what is not what its name says is refused in words beside it, and holds up the sending', async () => {
  await attach(inbox, { ...photo, buffer: Buffer.from('<html>no picture') })
  await inbox.getByRole('alert').getByText('is named like a picture and is none').waitFor()
  await inbox.getByRole('textbox', { name: 'Reply' }).fill('Look')
  const send = inbox.getByRole('button', { name: 'Send' })
  expect(await send.getAttribute('aria-disabled')).toBe('true')

  await inbox.getByRole('button', { name: 'Remove terraza.png' }).click()
  await expect.poll(() => chips(inbox).count()).toBe(0)
  expect(await send.getAttribute('aria-disabled')).toBe(null)
  await inbox.getByRole('textbox', { name: 'Reply' }).fill('')
})

test('a file can be pasted and dropped, and waits while a note is written', async () => {
  for (const kind of ['paste', 'drop']) {
    await inbox.getByRole('textbox', { name: 'Reply' }).evaluate((field, how) => {
      const data = new DataTransfer()
      data.items.add(new File(['%PDF-1.7'], `${how}.pdf`, { type: 'application/pdf' }))
      const init = { bubbles: true, cancelable: true }
      if (how === 'paste') field.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: data }))
      else field.dispatchEvent(new DragEvent('drop', { ...init, dataTransfer: data }))
    }, kind)
    await chips(inbox)
      .filter({ hasText: `${kind}.pdf` })
      .waitFor()
  }
  await inbox.getByRole('tab', { name: 'Note' }).click()
  await expect.poll(() => chips(inbox).count()).toBe(0)
  await inbox.getByRole('tab', { name: 'Reply' }).click()
  await expect.poll(() => chips(inbox).count()).toBe(2)
  for (const name of ['paste.pdf', 'drop.pdf']) {
    await inbox.getByRole('button', { name: `Remove ${name}` }).click()
  }
})

test('on a phone the files fit, and a refusal speaks Spanish to whom prefers it', async () => {
  const options = { ...HANDSET, locale: 'es-UY', expected: /status of 400/ }
  const page = await (await stage.member(options)).newPage()
  await open(page)
  await attach(page, photo, menu, { ...photo, name: 'falsa.png', buffer: Buffer.from('no') })

  await page.getByRole('alert').getByText('se llama como una imagen y no lo es').waitFor()
  expect(await overflow(page)).toBe(0)
})

test('nothing was complained of', () => {
  expect(stage.complaints).toEqual([])
})
