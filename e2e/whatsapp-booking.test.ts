import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hear, pick, say } from './phone.ts'
import { raiseStage, type Stage } from './stage.ts'
import { actedAt, type Lag, printLags, seenAt, watch } from './stopwatch.ts'

/** In ms; the longest allows for a machine that does something else. */
const LIVE_MAX = { median: 1_000, longest: 10_000 }

let stage: Stage
let phone: Page
let inbox: Page
const lags: Lag[] = []

beforeAll(async () => {
  stage = await raiseStage()
  inbox = await (await stage.member()).newPage()
  phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('lucia'))
  await phone.getByText('Business account').waitFor()
})
afterAll(() => stage?.close())

test('an empty inbox says what to do, and leads to the playground', async () => {
  await inbox.goto(`${stage.stack.url}/inbox`)

  await inbox.getByText('No conversations yet').waitFor()
  await inbox.getByRole('link', { name: 'Open the playground' }).click()
  await inbox.getByText('Nothing yet from this device').waitFor()
})

test('a booking made on the phone is seen in the inbox as it is made, message by message', async () => {
  await inbox.getByRole('link', { name: 'Inbox' }).click()
  await inbox.getByText('No conversations yet').waitFor()
  await Promise.all([watch(inbox), watch(phone)])

  await say(phone, 'Hola, quisiera una mesa')
  await noteSaid('Hola, quisiera una mesa')
  await inbox.getByRole('link', { name: /Lucía Méndez/ }).click()
  await noteHeard('¡Hola! Con gusto te reservo una mesa. ¿Para cuántas personas?')
  await say(phone, 'Seremos 4')
  await noteSaid('Seremos 4')
  await noteHeard('¿Para qué día?')
  const day = await pick(phone, 'Ver días', 1)
  await noteSaid(day)
  const question = `Para el ${day.toLowerCase()} tengo estos horarios. ¿Cuál prefieres?`
  await noteHeard(question)
  const time = await pick(phone, 'Ver horarios', 0)
  await noteSaid(time)
  await noteHeard(`Listo, Lucía Méndez: mesa para 4 el ${day.toLowerCase()} a las ${time}. ¡Te esperamos!`)

  const { median, longest } = printLags('WhatsApp, live in the inbox', lags)
  expect(median).toBeLessThan(LIVE_MAX.median)
  expect(longest).toBeLessThan(LIVE_MAX.longest)
})

test('the run panel tells what was done, how long each step took, and what came of it', async () => {
  const run = inbox.getByRole('region', { name: 'Run' })
  for (const name of ['find slots', 'book'])
    await step(name)
      .getByText(/^(\d+ ms|\d+\.\d s)$/)
      .waitFor()

  // The journal and the run's state come in two answers.
  await expect.poll(() => run.textContent()).toMatch(/Done.*table-booking.*booked/)
})

test('a step opens and shows what was recorded', async () => {
  await step('book').getByText('book', { exact: true }).click()

  await step('book').getByText('booked').waitFor()
})

test('the calendar has this booking, once', async () => {
  const calendar = await (await stage.stranger()).newPage()
  await calendar.goto(`${stage.stack.simulatorsUrl}/calendar`)

  const rows = calendar.getByRole('row').filter({ hasText: 'Lucía Méndez' })
  expect(await rows.count()).toBe(1)
  expect(await calendar.getByRole('row').count()).toBe(2)
})

test('the countdown of the window stands in the list and in the details', async () => {
  // Just after the message, and a moment later.
  const row = inbox.getByRole('link', { name: /Lucía Méndez/ })
  await row.getByTitle(/^Free replies are allowed for 24h more$/).waitFor()
  await inbox
    .getByRole('region', { name: 'Contact' })
    .getByText(/^open, 24h left/)
    .waitFor()
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

function step(name: string) {
  const journal = inbox.getByRole('list', { name: 'Journal' })
  return journal.getByRole('listitem').filter({ has: inbox.getByText(name, { exact: true }) })
}

/** From the moment the contact pressed the key until the inbox shows it. */
async function noteSaid(text: string): Promise<void> {
  lags.push({ text, ms: (await seenAt(inbox, text)) - (await actedAt(phone)) })
}

/** From the moment the contact sees the answer until the inbox shows it; the inbox may well be first. */
async function noteHeard(text: string): Promise<void> {
  await hear(phone, text)
  lags.push({ text, ms: (await seenAt(inbox, text)) - (await seenAt(phone, text)) })
}
