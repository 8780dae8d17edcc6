import { Buffer } from 'node:buffer'
import type { Frame, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordVoice } from '../packages/simulators/src/whatsapp/voice.ts'
import { openWidget, write } from './site.ts'
import { raiseStage, type Stage } from './stage.ts'

let stage: Stage
let site: Page
let widget: Frame
let inbox: Page

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR42mPQyEvBgxhGpbEhAA3zYakoz1xxAAAAAElFTkSuQmCC',
  'base64',
)
const photo = { name: 'terrace.png', mimeType: 'image/png', buffer: PNG }
const sound = { name: 'greeting.ogg', mimeType: 'audio/ogg', buffer: Buffer.from(recordVoice(2)) }
const menu = { name: 'menu.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 of the day') }

beforeAll(async () => {
  stage = await raiseStage()
  site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  widget = await openWidget(site)
  await write(widget, 'Is the terrace open?')
  inbox = await (await stage.member()).newPage()
  await inbox.goto(`${stage.stack.url}/inbox`)
  await inbox.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click()
  await inbox.locator('input[type=file]').setInputFiles([photo, sound, menu])
  const chips = inbox.getByRole('list', { name: 'Attached files' }).getByRole('listitem')
  await chips.filter({ hasText: /menu\.pdf.*kB/ }).waitFor()
  await inbox.getByRole('textbox', { name: 'Reply' }).fill('It is, see')
  await inbox.getByRole('button', { name: 'Send' }).click()
})
afterAll(() => stage?.close())

const widthOf = (picture: Locator) =>
  picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
const durationOf = (player: Locator) =>
  player.evaluate((audio) => (audio as unknown as { duration: number }).duration)

async function showsAll(): Promise<void> {
  const log = widget.getByRole('log')
  await expect.poll(() => widthOf(log.getByRole('img', { name: 'It is, see' }))).toBe(10)
  await log.getByText('It is, see').waitFor()
  await expect.poll(() => durationOf(log.getByLabel('greeting.ogg'))).toBeCloseTo(2, 1)
  await log.getByRole('link', { name: 'menu.pdf 1 kB' }).waitFor()
}

test('a visitor sees the picture that a member sends, hears the sound, and reads what the file is', async () => {
  await showsAll()
})

test('the picture keeps its room, and opens as large as the panel by keyboard', async () => {
  const opener = widget.getByRole('button', { name: 'It is, see' })
  expect(await opener.boundingBox()).toMatchObject({ width: 240, height: 180 })
  await opener.focus()
  await site.keyboard.press('Enter')
  const large = widget.getByRole('dialog', { name: 'It is, see' })
  await large.waitFor()

  await site.keyboard.press('Escape')

  await large.waitFor({ state: 'hidden' })
  // The panel behind it is still there.
  expect(await opener.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)
  expect(await site.frames()[0]?.locator('hilo-widget').isVisible()).toBe(true)
})

test('the file is downloaded by a link of its own, however often', async () => {
  for (let time = 0; time < 2; time++) {
    const [file] = await Promise.all([
      site.waitForEvent('download'),
      widget.getByRole('link', { name: 'menu.pdf 1 kB' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('menu.pdf')
  }
  expect(widget.isDetached()).toBe(false)
})

test('a link that is over is renewed by itself', async () => {
  const asked = site.waitForResponse((answer) => answer.url().includes('/widget/v1/media/') && answer.ok())
  await widget.getByRole('img', { name: 'It is, see' }).evaluate((image) => {
    // As an image that is loaded late meets it.
    image.dispatchEvent(new Event('error'))
  })
  await asked
  await showsAll()
})

test('all of it is there after a reload', async () => {
  await site.reload()
  widget = await openWidget(site)

  await showsAll()
})

test('a picture that the visitor sends is in the inbox, and stays with them', async () => {
  const [chooser] = await Promise.all([
    site.waitForEvent('filechooser'),
    widget.getByRole('button', { name: 'File' }).click(),
  ])
  await chooser.setFiles({ ...photo, name: 'garden.png' })

  const log = inbox.getByRole('log', { name: 'Messages' })
  await expect.poll(() => widthOf(log.getByRole('img', { name: 'garden.png' }))).toBe(10)
  await site.reload()
  widget = await openWidget(site)
  await expect.poll(() => widthOf(widget.getByRole('log').getByRole('img', { name: 'garden.png' }))).toBe(10)
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})
