import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hear, say } from './phone.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'
import { takePicture } from './take-picture.ts'

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await raiseStage()
  // A config that does not fit or comes too late is refused, which the console of the browser tells too.
  page = await (await stage.member({ expected: /status of 4(00|09)/ })).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
})
afterAll(() => stage?.close())

const main = () => page.getByRole('main')

test('a config is refused at its field, saved, compared and restored', async () => {
  await page.getByRole('link', { name: 'Micro-backends' }).click()
  await main()
    .getByRole('link', { name: /table-booking/ })
    .click()
  await main().getByText('Active version').waitFor()
  await page.getByRole('tab', { name: 'Config' }).click()
  const guests = page.getByLabel('maxGuests')

  await guests.fill('0')
  await guests.press('Enter')
  await main()
    .getByText(/Too small/)
    .waitFor()
  expect(await guests.getAttribute('aria-invalid')).toBe('true')
  await guests.fill('12')
  await guests.press('Enter')
  const history = page.getByRole('list', { name: 'History' })
  await history.getByText('maxGuests = 12').waitFor()
  // A start on other ports has made an earlier change of its own.
  await history.getByRole('button', { name: 'Restore' }).first().click()

  await history.getByText('maxGuests = 8').waitFor()
  await expect.poll(() => page.getByLabel('maxGuests').inputValue()).toBe('8')
})

test('who saves too late reads why, loses nothing typed, and can save over it', async () => {
  const other = await page.context().newPage()
  await other.goto(page.url())
  await other.getByLabel('maxGuests').fill('20')
  await page.getByLabel('maxGuests').fill('14')
  await page.getByLabel('maxGuests').press('Enter')
  // Not the toast: the one of the save before may still be there.
  await page.getByRole('list', { name: 'History' }).getByText('maxGuests = 14').waitFor()

  await other.getByLabel('maxGuests').press('Enter')
  await other
    .getByRole('alert')
    .getByText(/meanwhile/)
    .waitFor()
  const history = other.getByRole('list', { name: 'History' })
  await history.getByText('maxGuests = 14').waitFor()
  expect(await other.getByLabel('maxGuests').inputValue()).toBe('20')
  await other.getByLabel('maxGuests').press('Enter')
  await history.getByText('maxGuests = 20').waitFor()
  await other.close()
})

test('the metrics say that there is nothing, then show the funnel, and lead to the runs behind a figure', async () => {
  await page.goto(`${stage.stack.url}/backends/table-booking`)
  await page.getByRole('tab', { name: 'Metrics' }).click()
  await main().getByText('No runs in this time').waitFor()
  const phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('lucia'))
  await say(phone, 'Hola')
  await hear(phone, '¿Para cuántas personas?')
  await say(phone, '4')
  await hear(phone, '¿Para qué día?')

  await page.reload()
  const questions = page.getByRole('list', { name: 'Questions' })
  await questions.getByText('¿Para qué día?').waitFor()
  expect(await questions.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/cuántas personas.*1 reached · 100%1 answered/),
    expect.stringMatching(/qué día.*1 reached · 100%0 answeredStopped here: 1 waiting/),
  ])
  await questions.getByRole('link', { name: '1 waiting' }).click()

  await main()
    .getByRole('link', { name: /Lucía Méndez/ })
    .waitFor()
  const filter = main().getByRole('button', { name: /Remove the filter: waiting at “¿Para qué día/ })
  await filter.click()
  await filter.waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.has('since')).toBe(true)
})

test('an API key is shown once, opens the API, and ends when it is revoked', async () => {
  await page.getByRole('button', { name: 'Account and preferences' }).click()
  await page.getByRole('menuitem', { name: 'API keys' }).click()
  const create = main().getByRole('button', { name: 'Create key' })
  const isFocused = (one: Element) => one === document.activeElement
  await create.click()
  await page.keyboard.press('Escape')
  await expect.poll(() => create.evaluate(isFocused)).toBe(true)
  for (const size of [
    { width: 390, height: 844 },
    { width: 1280, height: 720 },
  ]) {
    await page.setViewportSize(size)
    await create.click()
    const foot = page.getByRole('dialog').getByRole('button', { name: 'Create key' })
    await foot.waitFor()
    // In sight before anybody scrolls, and not under the edge of the window.
    expect(await foot.evaluate(isOnTop), `${size.width}`).toBe(true)
    await picture(`new-key-${size.width}`)
    await page.keyboard.press('Escape')
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await create.click()
  const name = page.getByRole('textbox', { name: 'Name' })
  await name.press('Enter')
  await page.getByText('Give it a name').waitFor()
  expect(await name.getAttribute('aria-invalid')).toBe('true')
  await page.getByLabel('What it is for').focus()
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  expect(await name.evaluate(isFocused)).toBe(true)
  await name.fill('x'.repeat(93))
  await page.getByText('At most 80 characters; this has 93.').waitFor()
  const ticked = () => page.getByRole('checkbox', { checked: true }).count()
  expect(await ticked()).toBe(4)
  await page.getByLabel('What it is for').selectOption('Deploys from CI')
  expect(await ticked()).toBe(2)
  await name.fill('Build server')
  await name.press('Enter')
  const key = String(await page.getByRole('region', { name: 'API key' }).textContent())
  await page.keyboard.press('Escape')
  await page.getByRole('alert').getByText('It is gone once this is closed').waitFor()
  await page.getByRole('button', { name: 'I have it' }).click()
  await expect.poll(() => main().locator(':focus').count()).toBe(1)
  const call = () =>
    fetch(`${stage.stack.url}/v1/backends`, { headers: { authorization: `Bearer ${key.trim()}` } })

  expect(await (await call()).json()).toMatchObject({ backends: [{ name: 'table-booking' }] })
  const row = page.getByRole('listitem').filter({ hasText: 'Build server' })
  expect(await row.textContent()).not.toContain(key.trim())
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await row.getByText('Revoked').waitFor()
  await expect.poll(() => main().locator(':focus').count()).toBe(1)

  expect((await call()).status).toBe(401)
})

test('bursts are turned on for an inbox by its switch', async () => {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Inboxes' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'WhatsApp' }).first()
  await row.getByRole('link', { name: 'table-booking' }).waitFor()
  const bursts = row.getByRole('switch')
  expect(await bursts.isChecked()).toBe(false)

  await bursts.click()
  await expect.poll(() => burstsOf()).toContain(true)
  await page.reload()

  expect(await bursts.isChecked()).toBe(true)
  await bursts.click()
  await expect.poll(() => burstsOf()).not.toContain(true)
})

/** Whether nothing lies over the middle of it, and the window shows it. */
function isOnTop(one: Element): boolean {
  const { left, top, width, height } = one.getBoundingClientRect()
  return one.contains(document.elementFromPoint(left + width / 2, top + height / 2))
}

const picture = (name: string) => takePicture(page, name)

async function burstsOf(): Promise<boolean[]> {
  const answer = await page.request.get(`${stage.stack.url}/v1/inboxes`)
  const { inboxes } = (await answer.json()) as { inboxes: { bursts: boolean }[] }
  return inboxes.map(({ bursts }) => bursts)
}

test('the pages fit a phone, and no page complained', async () => {
  const phone = await (await stage.member(HANDSET)).newPage()
  const tabs = ['config', 'metrics'].map((tab) => `/backends/table-booking?tab=${tab}`)
  for (const path of ['/backends', ...tabs, '/settings/inboxes', '/settings/api-keys']) {
    await phone.goto(`${stage.stack.url}${path}`)
    await phone
      .getByRole('main')
      .getByText(/table-booking|API keys/)
      .first()
      .waitFor()
    expect(await overflow(phone), path).toBe(0)
  }
  expect(stage.complaints).toEqual([])
})

test('a finger that presses a disabled button reads why it is', async () => {
  const phone = await (await stage.member(HANDSET)).newPage()
  await phone.goto(`${stage.stack.url}/backends/table-booking`)
  // Playwright waits for a button to be enabled before it taps.
  await phone.getByRole('button', { name: 'Roll back' }).tap({ force: true })

  await phone.getByRole('status').getByText('No version was active before this one').waitFor()
})
