import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishArticle } from './ai.ts'
import { openBooking } from './booking.ts'
import { say } from './phone.ts'
import { raiseStage, type Stage } from './stage.ts'
import { takePicture } from './take-picture.ts'

let stage: Stage
let phone: Page
let inbox: Page

const SAID = 'Hola, ¿tienen mesa el 3 de mayo? Mi reserva anterior fue la AB-1207'
const WRITTEN = 'Sí, hay mesa el 3 de mayo, y cuesta 500 pesos por persona.'

/** What the simulated provider says from now on. */
async function provider(command: string, body: object = {}) {
  const answer = await fetch(`${stage.stack.simulatorsUrl}/control/openai/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok).toBe(true)
}

async function models(text: string) {
  await provider('clear')
  await provider('script', { reply: { text } })
}

const reply = () => inbox.getByRole('textbox', { name: 'Reply' })

async function help(item: string) {
  await inbox.getByRole('button', { name: 'Help with the reply' }).click()
  await inbox.getByRole('menuitem', { name: item }).click()
}

beforeAll(async () => {
  stage = await raiseStage()
  ;({ phone, inbox } = await openBooking(stage, SAID))
  await inbox.getByRole('log', { name: 'Messages' }).getByText(SAID).waitFor()
})
afterAll(() => stage?.close())

test('a text is rewritten beside itself, taken by hand, and comes back', async () => {
  await models('Sí, hay mesa el 3 de mayo.')
  await reply().fill(WRITTEN)
  await help('Make it shorter')
  await inbox.getByText('Not in it any more: 500 pesos').waitFor()
  expect(await reply().inputValue()).toBe(WRITTEN)

  await inbox.getByRole('button', { name: 'Use it' }).click()
  expect(await reply().inputValue()).toBe('Sí, hay mesa el 3 de mayo.')
  await inbox.getByRole('button', { name: 'Undo' }).click()
  expect(await reply().inputValue()).toBe(WRITTEN)
  expect(await phone.getByText('Sí, hay mesa').count()).toBe(0)
})

test('what takes long is cancelled, what fails is said, and the text is as it was', async () => {
  await models('palabra '.repeat(400))
  await provider('settings', { chunkMs: 50 })
  await help('Fix the grammar')
  await inbox.getByRole('button', { name: 'Stop' }).click()
  await inbox.getByText('Stopped: this is not all of it').waitFor()
  await inbox.getByRole('button', { name: 'Use it' }).waitFor()
  await help('Fix the grammar')
  await inbox.getByText(/palabra palabra/).waitFor()
  await inbox.getByRole('button', { name: 'Cancel' }).press('Escape')
  await inbox.getByText(/palabra palabra/).waitFor({ state: 'detached' })
  await provider('settings', { chunkMs: 0 })
  await provider('fail', { kind: 'no_credit' })
  await help('Make it friendlier')
  await inbox
    .getByText(/bill of the provider of AI is not paid/)
    .first()
    .waitFor()

  expect(await reply().inputValue()).toBe(WRITTEN)
  await inbox.getByRole('button', { name: 'Discard' }).click()
})

test('a message is translated under its own words', async () => {
  await models('Hello, is there a table on 3 May? My booking before was AB-1207')
  await inbox.getByRole('log').getByText(SAID).hover()
  await inbox.getByRole('button', { name: 'Translate', exact: true }).click()
  await inbox.getByRole('log').getByText('Hello, is there a table on 3 May?').waitFor()

  expect(await inbox.getByRole('log').getByText(SAID).isVisible()).toBe(true)
})

test('a tag is made where it is put, and is there to be suggested', async () => {
  const details = inbox.getByRole('complementary', { name: 'Details' })
  await details.getByRole('button', { name: 'Add a tag' }).click()
  await details.getByLabel('Tag', { exact: true }).fill('Large party')
  await details.getByRole('button', { name: 'Add it' }).click()
  await details.getByRole('button', { name: 'Take off the tag Large party' }).click()
  await details.getByText('Large party', { exact: true }).waitFor({ state: 'detached' })
  await models(JSON.stringify({ tags: ['Large party'] }))
  await help('Suggest tags')
  await inbox.getByRole('button', { name: 'Add the tag Large party' }).click()

  await details.getByText('Large party', { exact: true }).waitFor()
  await inbox.getByRole('button', { name: 'Discard' }).click()
})

test('what the articles say of what is asked meanwhile is a click away', async () => {
  const log = inbox.getByRole('log', { name: 'Messages' })
  const draft = () => inbox.getByRole('button', { name: 'Draft a reply from the knowledge' })
  await provider('clear')
  const words = { title: 'When is the terrace open?', body: 'The terrace is open from May to September.' }
  await publishArticle(inbox.context(), stage.stack, words)
  // Whoever has the turn answers by themselves.
  expect(await draft().count()).toBe(0)
  await inbox.getByRole('button', { name: 'Take over' }).click()
  await say(phone, 'When is the terrace open?')
  await inbox.getByRole('tab', { name: 'Note' }).click()
  await log.getByText('When is the terrace open?').hover()
  await takePicture(inbox, 'draft-at-question-before')
  expect(await draft().count()).toBe(1)
  await draft().click()

  const drafted = inbox.getByRole('region', { name: 'Draft' })
  await drafted.getByText('[demo] The terrace is open from May to September.', { exact: true }).waitFor()
  await drafted.getByText('From', { exact: true }).waitFor()
  await reply().waitFor()
  await takePicture(inbox, 'draft-at-question')
  await drafted.getByRole('button', { name: 'Discard' }).click()
})

test('without a provider the draft stays, and what is missing is said', async () => {
  const page = await (await stage.member()).newPage()
  const [demo] = (await (await page.request.get(`${stage.stack.url}/v1/ai/providers`)).json()).providers
  const { kind, baseUrl, model, embeddingModel, place } = demo
  const off = { kind, baseUrl, model, embeddingModel, place, isEnabled: false }
  const headers = { origin: stage.stack.url }
  await page.request.put(`${stage.stack.url}/v1/ai/providers/${demo.name}`, { data: off, headers })
  await page.goto(inbox.url())
  await page.getByRole('button', { name: 'Help with the reply' }).click()
  await page.getByText(/need a provider of AI, and none is on/).waitFor()

  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Draft a reply from the knowledge'])
  expect(stage.complaints).toEqual([])
})
