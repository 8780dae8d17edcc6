import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hear, pick, say } from './phone.ts'
import { raiseStage, type Stage } from './stage.ts'

let stage: Stage
let phone: Page
let runs: Page

beforeAll(async () => {
  stage = await raiseStage()
  phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('sam'))
  runs = await (await stage.member()).newPage()
})
afterAll(() => stage?.close())

test('a step that fails for good puts the run into the queue of failed ones, live', async () => {
  await runs.goto(`${stage.stack.url}/runs?status=failed`)
  await runs.getByText('Nothing has failed').waitFor()
  await say(phone, 'Hola')
  await hear(phone, '¿Para cuántas personas?')
  await say(phone, 'Somos 3')
  await hear(phone, '¿Para qué día?')
  await pick(phone, 'Ver días', 2)
  await hear(phone, 'tengo estos horarios')
  // One more than the step's attempts.
  await calendarFails(6)
  await pick(phone, 'Ver horarios', 0)

  await hear(phone, /Algo no salió bien/)
  await runs.getByRole('link', { name: /Failed Sam Carter/ }).waitFor()
})

test('a member opens it by the keyboard and sees the error in the author’s lines', async () => {
  await runs.keyboard.press('j')
  await runs.keyboard.press('Enter')

  await runs.getByRole('list', { name: 'Journal' }).getByText('book', { exact: true }).click()
  await runs.getByText(/at book \(calendar\.ts:\d+:\d+\)/).waitFor()
  await runs.getByRole('log').getByText('Somos 3').waitFor()
})

test('what is no JSON is not sent', async () => {
  await runs.keyboard.press('s')
  await runs.getByRole('textbox', { name: 'Result, as JSON' }).fill('booked')

  await runs.getByText('This is not JSON yet.').first().waitFor()
})

test('the given result is the step’s, and the conversation goes on at the phone, saying nothing twice', async () => {
  await runs.getByRole('textbox', { name: 'Result, as JSON' }).fill('"booked"')
  await runs.getByRole('button', { name: 'Use this result' }).click()

  await hear(phone, 'Listo, Sam Carter: mesa para 3')
  await runs.getByText('Result given by Ana Ferreira').waitFor()
  await runs.getByRole('log').getByText('Ana Ferreira gave the result of “book”').waitFor()
  await runs.getByRole('log').getByText('Listo, Sam Carter').waitFor()
  // Two questions and the times, that something went wrong, and the booking: each once.
  expect(await phone.getByRole('article', { name: /^Casa Lumbre/ }).count()).toBe(5)
})

test('the queue is empty again', async () => {
  await runs.keyboard.press('Escape')
  await runs.getByRole('tab', { name: /^Failed/ }).click()

  await runs.getByText('Nothing has failed').waitFor()
  expect(stage.complaints).toEqual([])
})

async function calendarFails(times: number): Promise<void> {
  const answer = await fetch(`${stage.stack.simulatorsUrl}/control/calendar/fail`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ times }),
  })
  expect(answer.status).toBe(200)
}
