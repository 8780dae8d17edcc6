import { createHmac } from 'node:crypto'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose, openWidget, write } from './site.ts'
import { raiseStage, type Stage } from './stage.ts'
import { actedAt, type Lag, printLags, seenAt, watch } from './stopwatch.ts'

/** In ms; the longest allows for a machine that does something else. */
const LIVE_MAX = { median: 1_000, longest: 10_000 }

let stage: Stage
let site: Page
let widget: Frame
let inbox: Page
const lags: Lag[] = []
/** Of the console of the site and the widget on it. */
const complaints: string[] = []

beforeAll(async () => {
  stage = await raiseStage()
  inbox = await (await stage.member()).newPage()
  await inbox.goto(`${stage.stack.url}/inbox`)
  await inbox.getByText('No conversations yet').waitFor()
  site = await (
    await stage.stranger({ expected: /ERR_INTERNET_DISCONNECTED|Hilo: The signed identity/ })
  ).newPage()
  site.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
})
afterAll(() => stage?.close())

test('the site fetches nothing of the widget but its loader before the launcher is pressed', async () => {
  const fetched = await site.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))

  expect(fetched.filter((url) => url.startsWith(stage.stack.url))).toEqual([
    `${stage.stack.url}/widget/loader.js`,
  ])
  expect(site.frames()).toHaveLength(1)
})

test('a booking made in the widget is seen in the inbox as it is made, message by message', async () => {
  widget = await openWidget(site)
  await Promise.all([watch(inbox), watch(widget)])
  // Where scrollbars have a width, a field that is empty would show one.
  const beyond = await widget.locator('textarea').evaluate((field) => field.scrollHeight - field.clientHeight)
  expect(beyond).toBe(0)

  await write(widget, 'Hello, a table please')
  await noteSaid('Hello, a table please')
  await inbox.getByRole('list', { name: 'Conversations' }).getByRole('link').click()
  await noteHeard('Hi! Happy to book you a table. How many of you will there be?')
  await write(widget, 'We are 2')
  await noteSaid('We are 2')
  // What was being written has arrived, so nobody is writing.
  await inbox.getByText('is writing…').waitFor({ state: 'hidden', timeout: 2_000 })
  await noteHeard('Which day?')
  const day = await choose(widget, 1)
  await noteSaid(day)
  await noteHeard(`These are the times I have on ${day}. Which one suits you?`)
  const time = await choose(widget, 0)
  await noteSaid(time)
  await noteHeard('What name shall I put it under?')
  await write(widget, 'Robin')
  await noteSaid('Robin')
  await noteHeard(`All set, Robin: a table for 2 on ${day} at ${time}. See you then!`)

  const { median, longest } = printLags('Widget, live in the inbox', lags)
  expect(median).toBeLessThan(LIVE_MAX.median)
  expect(longest).toBeLessThan(LIVE_MAX.longest)
})

test('the calendar has this booking, once', async () => {
  const calendar = await (await stage.stranger()).newPage()
  await calendar.goto(`${stage.stack.simulatorsUrl}/calendar`)

  expect(await calendar.getByRole('row').filter({ hasText: 'Robin' }).count()).toBe(1)
  expect(await calendar.getByRole('row').count()).toBe(2)
})

test('a reload keeps the conversation, without a gap or a repetition', async () => {
  const before = await bubbles()
  await site.reload()
  widget = await openWidget(site)
  await widget.getByText('See you then!').waitFor()

  expect(await bubbles()).toEqual(before)
})

test('what is written offline waits in sight, and goes out once on return', async () => {
  await site.context().setOffline(true)
  await widget.getByText('You’re offline.').waitFor()
  await write(widget, 'One more thing: a high chair')
  await widget.getByText('Waiting to be sent').waitFor()
  expect(await inbox.getByText('One more thing: a high chair').count()).toBe(0)

  await site.context().setOffline(false)

  const messages = inbox.getByRole('log', { name: 'Messages' })
  await messages.getByText('One more thing: a high chair').waitFor()
  // The answer comes after everything that was sent before it.
  await messages.getByText('Hi! Happy to book you a table.').nth(1).waitFor()
  await widget.getByText('Hi! Happy to book you a table.').nth(1).waitFor()
  expect(await messages.getByText('One more thing: a high chair').count()).toBe(1)
  expect((await bubbles()).filter((text) => text === 'One more thing: a high chair')).toHaveLength(1)
})

test('whom the site names has the conversation at each visit, and nobody else at that browser', async () => {
  const before = await bubbles()
  const sign = await signer()
  await identify(sign('robin', { name: 'Robin Reyes', email: 'robin@example.com' }))
  await inbox.getByText(/^robin, by the site/).waitFor()
  await widget.getByText('See you then!').waitFor()
  await site.reload()
  widget = await openWidget(site)
  await expect.poll(bubbles).toEqual([])

  await identify(sign('sam'))
  await identify('no.token.atall')
  await expect.poll(() => complaints.at(-1)).toContain('Hilo: The signed identity was refused')
  await identify(sign('robin'))
  await widget.getByText('See you then!').waitFor()
  await expect.poll(bubbles).toEqual(before)
  await site.evaluate('hilo.logout()')
  await expect.poll(bubbles).toEqual([])
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

/** Has the inbox of the site make a secret, and signs with it as the site's server does. */
async function signer(): Promise<(sub: string, claims?: object) => string> {
  const page = await (await stage.member()).newPage()
  const { inboxes } = await (await page.request.get(`${stage.stack.url}/v1/inboxes`)).json()
  const aud = inboxes.find(({ channel }: { channel: string }) => channel === 'web').id
  await page.goto(`${stage.stack.url}/settings/inboxes/${aud}`)
  await page.getByRole('button', { name: 'Make a secret' }).click()
  const secret = (await page.getByRole('region', { name: 'Secret' }).textContent()) ?? ''
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('combobox', { name: 'Who can write' }).selectOption('optional')
  await page.getByText('Your site must send a token for each signed-in visitor').waitFor()
  await page.close()
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return (sub, claims = {}) => {
    const exp = Math.round(Date.now() / 1_000) + 3_600
    const text = `${part({ alg: 'HS256' })}.${part({ sub, aud, exp, ...claims })}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
}

function identify(token: string): Promise<unknown> {
  return site.evaluate(`hilo.identify(${JSON.stringify(token)})`)
}

async function bubbles(): Promise<string[]> {
  return widget.locator('.bubble').allTextContents()
}

/** From the moment the visitor pressed the key until the inbox shows it. */
async function noteSaid(text: string): Promise<void> {
  lags.push({ text, ms: (await seenAt(inbox, text)) - (await actedAt(widget)) })
}

/** From the moment the visitor sees the answer until the inbox shows it; the inbox may well be first. */
async function noteHeard(text: string): Promise<void> {
  await widget.getByText(text, { exact: true }).last().waitFor()
  lags.push({ text, ms: (await seenAt(inbox, text)) - (await seenAt(widget, text)) })
}
