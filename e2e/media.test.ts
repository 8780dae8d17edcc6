import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBooking } from './booking.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'

let stage: Stage
let phone: Page
let inbox: Page
let log: Locator

beforeAll(async () => {
  stage = await raiseStage()
  ;({ phone, inbox } = await openBooking(stage))
  log = inbox.getByRole('log', { name: 'Messages' })
})
afterAll(() => stage?.close())

/** With what it says, or shows, where that is not what is usual. */
async function attach(kind: string, words?: string): Promise<void> {
  await phone.getByRole('button', { name: 'Attach' }).click()
  await phone.getByRole('menuitem', { name: kind }).click()
  if (kind === 'Document') return
  const asking = phone.getByRole('dialog', { name: kind })
  if (words) await asking.getByLabel(/^What it/).fill(words)
  await asking.getByRole('button', { name: 'Send' }).click()
}

/** The pixels of a picture have arrived, and can be drawn. */
function widthOf(picture: Locator): Promise<number> {
  return picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
}

test('a photo from the phone is seen in the inbox, and opens large by keyboard', async () => {
  await attach('Photo', 'A table in the shade.')

  const opener = log.getByRole('button', { name: 'Open large: What is your address?' })
  await opener.waitFor()
  await expect.poll(() => widthOf(opener.getByRole('img'))).toBe(320)
  await opener.focus()
  await inbox.keyboard.press('Enter')
  const large = inbox.getByRole('dialog', { name: 'Image' })
  await expect.poll(() => widthOf(large.getByRole('img'))).toBe(320)
  await inbox.keyboard.press('Escape')
  await large.waitFor({ state: 'hidden' })
  expect(await opener.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)
})

test('a voice note is played, and says how long it is', async () => {
  await attach('Voice note', 'Is the terrace open tonight?')

  const player = log.getByLabel('Voice message')
  await player.waitFor()
  type Player = { duration: number; ended: boolean; currentTime: number; play(): Promise<void> }
  await expect.poll(() => player.evaluate((audio) => (audio as unknown as Player).duration)).toBeCloseTo(4, 1)
  await player.evaluate((audio) => {
    const { play } = audio as unknown as Player
    ;(audio as unknown as Player).currentTime = 3.5
    return play.call(audio)
  })
  await expect.poll(() => player.evaluate((audio) => (audio as unknown as Player).ended)).toBe(true)
})

test('a member has it described by who looks at it', async () => {
  await log.getByRole('button', { name: 'Describe' }).click()

  await log.getByText('A table in the shade.', { exact: true }).waitFor()
})

test('it is transcribed as it comes, and a member reads what that cost', async () => {
  await log.getByText('Is the terrace open tonight?', { exact: true }).waitFor()
  await log.getByText(/^Transcript, English, by hilo-demo-transcribe/).waitFor()
  await log.getByRole('button', { name: 'Cost' }).last().click()
  await log.getByText(/Cost: .*unknown/i).waitFor()
})

test('a document from the phone is a card, and is downloaded whole under its name', async () => {
  await attach('Document')

  await log.getByText('Invoice 2041.pdf').waitFor()
  const download = log.getByRole('button', { name: 'Download Invoice 2041.pdf' })
  await download.waitFor()
  const [file] = await Promise.all([inbox.waitForEvent('download'), download.click()])
  expect(file.suggestedFilename()).toBe('Invoice 2041.pdf')
  expect(readFileSync(await file.path()).toString('latin1')).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/)
})

test('what is seen once is there after a reload, and fits on a phone', async () => {
  const handset = await (await stage.member(HANDSET)).newPage()
  await handset.goto(inbox.url())

  await handset.getByRole('button', { name: 'Open large: A table in the shade.' }).waitFor()
  await handset.getByRole('button', { name: 'Download Invoice 2041.pdf' }).waitFor()
  expect(await overflow(handset)).toBeLessThanOrEqual(0)
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})
