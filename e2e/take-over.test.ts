import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hear, pick, say } from './phone.ts'
import { raiseStage, type Stage } from './stage.ts'

const QUESTION = '¿Para qué día?'

let stage: Stage
let phone: Page
let inbox: Page

beforeAll(async () => {
  stage = await raiseStage()
  phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('sam'))
  await say(phone, 'Hola')
  await hear(phone, '¿Para cuántas personas?')
  await say(phone, 'Somos 3')
  await hear(phone, QUESTION)
  inbox = await (await stage.member()).newPage()
  await inbox.goto(`${stage.stack.url}/inbox`)
  await inbox.getByRole('link', { name: /Sam Carter/ }).click()
})
afterAll(() => stage?.close())

test('a person takes the turn, and the micro-backend falls silent', async () => {
  await inbox.getByRole('button', { name: 'Take over' }).click()
  // The button shows at once what the server has yet to do; an answer that comes before that still counts.
  await inbox.getByRole('log').getByText('Ana Ferreira took the turn').waitFor()
  await inbox.getByRole('button', { name: 'Hand back' }).waitFor()

  await say(phone, 'Mañana, por favor')
  await inbox.getByRole('log').getByText('Mañana, por favor').waitFor()
  await expectNoAnswerFor(2_000)
})

test('the person answers, and sees it delivered and read', async () => {
  await writeReply('Hola, soy Ana. ¿Prefieren adentro o en el patio?')

  await hear(phone, 'Hola, soy Ana. ¿Prefieren adentro o en el patio?')
  const bubble = inbox.getByRole('log').locator('div', { hasText: 'Hola, soy Ana.' }).last().locator('..')
  await bubble.getByTitle('Read').waitFor()
})

test('handing back asks the open question again, and the booking is completed', async () => {
  await inbox.getByText(`asks again: ${QUESTION}`).waitFor()
  await inbox.getByRole('button', { name: 'Hand back' }).click()

  await phone.getByRole('log').getByText(QUESTION).nth(1).waitFor()
  const day = await pick(phone, 'Ver días', 2)
  await hear(phone, 'Para el')
  const time = await pick(phone, 'Ver horarios', 0)
  await hear(phone, `Listo, Sam Carter: mesa para 3 el ${day.toLowerCase()} a las ${time}.`)
  await inbox.getByRole('log').getByText('Listo, Sam Carter').waitFor()

  const calendar = await (await stage.stranger()).newPage()
  await calendar.goto(`${stage.stack.simulatorsUrl}/calendar`)
  expect(await calendar.getByRole('row').filter({ hasText: 'Sam Carter' }).count()).toBe(1)
})

test('the thread tells who took the turn and who handed it back', async () => {
  await inbox.getByRole('log').getByText('Ana Ferreira took the turn').waitFor()
  await inbox.getByRole('log').getByText('Ana Ferreira handed the turn back').waitFor()
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

async function writeReply(text: string): Promise<void> {
  const field = inbox.getByRole('textbox', { name: 'Reply' })
  await field.fill(text)
  await field.press('Enter')
}

/** Silence can only be waited for; a turn takes some ten milliseconds. */
async function expectNoAnswerFor(ms: number): Promise<void> {
  const said = phone.getByRole('article', { name: /^Casa Lumbre/ })
  const before = await said.count()
  expect(before).toBe(2)
  await phone.waitForTimeout(ms)
  expect(await said.count()).toBe(before)
}
