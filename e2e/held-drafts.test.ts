import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { letAiAnswer } from './ai.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'
import { takeLooks, takePicture } from './take-picture.ts'

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await raiseStage()
  page = await (await stage.member()).newPage()
})
afterAll(() => stage?.close())

const main = () => page.getByRole('main')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const see = (path: string) => page.goto(`${stage.stack.url}${path}`)

const picture = (name: string, of = page) => takePicture(of, name)

const pictures = (name: string) => takeLooks(stage, page, name)

const ROWS = Array.from({ length: 53 }, (_, at) => `How many owls live in tower ${at + 1}?;${at + 2}`)

const MORE = Array.from({ length: 60 }, (_, at) => `How many owls live in tower ${at + 60}?;${at + 61}`)

/** A test set of one question, which articles have to pass. */
async function aGate(name: string, question: string): Promise<string> {
  const call = async (path: string, data: object) => {
    const answer = await page.request.post(`${stage.stack.url}${path}`, { data })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const settings = { plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null, articleShareNeeded: 100 }
  const { id } = await call('/v1/ai/test-sets', { ...settings, name, clientId: 'set-of-owl-rules' })
  const expected = { actions: ['answer'], reasons: [], says: [], saysNot: [], cites: [] }
  const turns = [{ says: [[question]], only: null, expect: expected }]
  const text = JSON.stringify([{ name: 'Owls', language: 'en', inboxId: null, turns }])
  await call(`/v1/ai/test-sets/${id}/cases`, { format: 'json', text })
  return id
}

async function send(rows: string[], sourceId?: string): Promise<string> {
  const way = sourceId
    ? (['put', `/v1/sources/${sourceId}/file?filename=owls.csv`] as const)
    : (['post', '/v1/sources/files?filename=owls.csv&clientId=owls-of-towers&publishing=as_drafts'] as const)
  const answer = await page.request[way[0]](`${stage.stack.url}${way[1]}`, {
    data: Buffer.from(['question;answer', ...rows].join('\n')),
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()).id
}

test('what a source keeps as drafts waits, and is published fifty at a time', async () => {
  const id = await send(ROWS)
  await see(`/knowledge/sources/${id}`)
  await main().getByText('53 drafts wait to be published').waitFor()
  await main().getByText('Settings', { exact: true }).click()
  expect(await page.getByRole('combobox', { name: 'What is new or changed' }).inputValue()).toBe('as_drafts')
  await pictures('source')
  await button('Save').scrollIntoViewIfNeeded()
  await picture('source-settings')
  await main().getByRole('link', { name: 'Try and publish' }).click()
  await main().getByText('Only what was taken from “owls.csv”: 53 drafts. They go 50 at a time').waitFor()
  await main().getByText('Drafts: 50 of 53 chosen').waitFor()
  await pictures('together')

  await button('Publish all 50').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish all 50' }).click()
  await main().getByText('Drafts: 3 of 3 chosen').waitFor()
  await main().getByText('Only what was taken from “owls.csv”: 3 drafts.', { exact: true }).waitFor()
  await button('Publish all 3').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish all 3' }).click()

  // Nothing waits any more: whoever came from the source is there again.
  await main().getByText('53 articles').waitFor()
  await expect.poll(() => main().getByText('wait to be published').count()).toBe(0)
})

test('a newer file has one draft beside what is published', async () => {
  const { sources } = await (await page.request.get(`${stage.stack.url}/v1/sources`)).json()
  const [{ id }] = sources
  await send([...ROWS.slice(0, -1), 'How many owls live in tower 53?;None'], id)
  await see(`/knowledge/sources/${id}`)
  await main().getByText('One draft waits to be published').waitFor()
  await main().getByRole('link', { name: 'Try and publish' }).click()
  await main().getByRole('button', { name: 'What changes: How many owls live in tower 53?' }).click()

  await main().getByText('− 54').waitFor()
  await main().getByText('+ None').waitFor()
  await main().getByRole('link', { name: 'To the source' }).click()
  await main().getByText('One draft waits to be published').waitFor()
})

test('all that waits is tried with the set that has to pass, published at once, and told of', async () => {
  const { sources } = await (await page.request.get(`${stage.stack.url}/v1/sources`)).json()
  const [{ id }] = sources
  await send([...ROWS.slice(0, -1), 'How many owls live in tower 53?;Seven', ...MORE], id)
  const setId = await aGate('Owl rules', 'How many owls live in tower 99?')
  await see(`/knowledge/sources/${id}`)
  await main().getByText('61 drafts wait to be published').waitFor()
  await main().getByText('“Owl rules” has to pass first').waitFor()
  expect(await button('Publish all 61').isDisabled()).toBe(true)
  await pictures('publish-all-gate')
  await button('Try them together with Owl rules').click()
  await main().getByText('Passed: nothing of this set').waitFor({ timeout: 30_000 })
  await page.getByRole('link', { name: 'See the result of Owl rules' }).click()
  await main().getByText('All 61 drafts of “owls.csv”, as if they answered').waitFor()
  await pictures('publish-all-result')
  await main().getByRole('link', { name: 'To the source' }).click()

  await button('Publish all 61').click()
  await page.getByRole('dialog').getByText('Owl rules: 1 of 1 passes').waitFor()
  await picture('publish-all-ask')
  await page.getByRole('dialog').getByRole('button', { name: 'Publish all 61' }).click()

  await main().getByText('61 published.').waitFor({ timeout: 30_000 })
  expect(await main().getByText('wait to be published').count()).toBe(0)
  await pictures('publish-all-done')
  await page.request.delete(`${stage.stack.url}/v1/ai/test-sets/${setId}`)
})

test('the history of an article says which source wrote it, and who published it', async () => {
  const { articles } = await (await page.request.get(`${stage.stack.url}/v1/articles?search=99`)).json()
  await see(`/knowledge/articles/${articles[0].id}`)
  const versions = main().getByRole('list', { name: 'Versions' })
  await versions.getByText('Published', { exact: false }).scrollIntoViewIfNeeded()
  await picture('history')

  await versions.getByRole('link', { name: 'from the file “owls.csv”' }).click()
  await main().getByText('113 articles').waitFor()
})

test('exceptional days are added and deleted, and hold at once', async () => {
  await see('/settings/ai/instructions')
  const year = new Date().getUTCFullYear() + 1
  const add = async (day: string, name: string) => {
    await page.getByLabel('Date', { exact: true }).fill(day)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await button('Add day').click()
    await main().getByRole('listitem').getByText(name, { exact: true }).waitFor()
  }
  await main().getByText('No exceptional day to come.').waitFor()
  await main().getByText('Add an exceptional day', { exact: true }).click()
  await button('Add day').click()
  expect(await main().getByText('Fill this in.').count()).toBe(2)
  await add(`${year}-12-25`, 'Christmas')
  await page.getByRole('combobox', { name: 'People are there', exact: true }).selectOption('At other hours')
  await page.getByLabel('To', { exact: true }).fill('12:30')
  await button('Add hours').click()
  await page.getByLabel('From (2)', { exact: true }).fill('12:00')
  expect(await main().getByText('Overlaps others.').count()).toBe(2)
  await page.getByLabel('From (2)', { exact: true }).fill('15:00')
  await page.getByLabel('To (2)', { exact: true }).fill('19:00')
  await add(`${year}-12-24`, 'Christmas Eve')
  await main().getByText(`December 24, ${year}, 09:00 to 12:30 and 15:00 to 19:00`).waitFor()
  await page.getByRole('combobox', { name: 'People are there', exact: true }).selectOption('At other hours')
  await button('Add hours').click()
  await pictures('days')
  const spanish = await (await stage.member({ ...HANDSET, locale: 'es-ES' })).newPage()
  await spanish.goto(page.url())
  await spanish.getByText('Agregar un día especial').click()
  await spanish.getByRole('combobox', { name: 'Hay personas' }).selectOption('A otras horas')
  await spanish.getByRole('button', { name: 'Agregar horas', exact: true }).click()
  await spanish.getByLabel('Desde (2)', { exact: true }).fill('10:00')
  await spanish.getByRole('button', { name: 'Agregar día' }).scrollIntoViewIfNeeded()
  expect(await overflow(spanish)).toBe(0)
  await picture('days-form-es-390', spanish)
  await spanish.context().close()

  await page.reload()
  await button('Delete Christmas').click()
  await expect.poll(() => main().getByText('Christmas', { exact: true }).count()).toBe(0)
  await main().getByText('Christmas Eve', { exact: true }).waitFor()
})

test('a weekday may have a break', async () => {
  await see('/settings/ai/instructions')
  await page.getByLabel('Tell contacts when people are there').check()
  await page.getByLabel('Monday, to', { exact: true }).fill('12:30')
  await button('Monday: Add hours').click()
  await page.getByLabel('Monday, to (2)', { exact: true }).fill('17:00')
  await button('Tuesday: Add hours').click()
  await button('Tuesday: Remove 09:00 to 18:00').click()
  await pictures('week')
  const spanish = await (await stage.member({ ...HANDSET, locale: 'es-ES' })).newPage()
  await spanish.goto(page.url())
  await spanish.getByLabel('Decirles a los contactos cuándo hay personas').check()
  await spanish.getByRole('button', { name: 'lunes: Agregar horas' }).click()
  expect(await overflow(spanish)).toBe(0)
  await picture('week-es-390', spanish)
  await spanish.context().close()

  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT')
  await button('Save draft').click()
  const { newest } = await (await saved).json()
  expect(newest.words.hours.slice(0, 3)).toEqual([
    { weekday: 1, from: 540, to: 750 },
    { weekday: 1, from: 810, to: 1_020 },
    { weekday: 2, from: 1_140, to: 1_380 },
  ])
})

test('an inbox says at which hours AI answers', async () => {
  await letAiAnswer(page, stage.stack)
  await page.getByRole('combobox', { name: 'When AI answers' }).selectOption('Only when people are not there')
  // That it was saved is said already: of the choice of AI.
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT')
  await button('Save').first().click()
  expect((await saved).status()).toBe(200)

  await page.reload()
  const when = page.getByRole('combobox', { name: 'When AI answers' })
  await expect.poll(() => when.inputValue()).toBe('outside_hours')
  await pictures('when')
  await main().getByRole('link', { name: 'When people are there, and exceptional days' }).click()
  await main().getByText('Exceptional days').waitFor()
  expect(stage.complaints).toEqual([])
})
