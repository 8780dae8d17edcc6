import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishArticle } from './ai.ts'
import { overflow, raiseStage, type Stage } from './stage.ts'
import { takeLooks } from './take-picture.ts'

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await raiseStage()
  // Publishing what is not as it was seen is refused, which the browser tells too.
  page = await (await stage.member({ expected: /409/ })).newPage()
})
afterAll(() => stage?.close())

const main = () => page.getByRole('main')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const dialog = () => page.getByRole('dialog')
const see = (path: string) => page.goto(`${stage.stack.url}${path}`)
const words = (title: string, body: string) => ({
  ...{ language: 'en', audience: 'public' as const, title, body, alternates: [] },
})

async function call<T>(method: 'post' | 'put' | 'delete', path: string, data?: object): Promise<T> {
  const answer = await page.request[method](`${stage.stack.url}${path}`, { data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as T
}

type Draft = { id: string; revision: number }
const draft = (title: string) =>
  call<Draft>('post', '/v1/articles', {
    ...words(title, 'Ask at the desk.'),
    ...{ kind: 'faq', clientId: `draft-${title.replaceAll(/\W/g, '-')}` },
  })

const pictures = (name: string) => takeLooks(stage, page, name)

test('drafts without a test set are published once it was asked, and the page says how to try them', async () => {
  const [bicycles, ferry] = [
    await draft('Where do bicycles stand?'),
    await draft('When does the ferry leave?'),
  ]
  await see('/knowledge')
  await page.getByRole('link', { name: 'Try drafts together' }).click()
  await main().getByText('They cannot be tried yet').waitFor()
  expect(await page.getByRole('link', { name: 'Make a test set' }).getAttribute('href')).toBe(
    '/settings/ai/tests',
  )
  await button('None').click()
  await page.getByRole('button', { name: 'Publish', exact: true, disabled: true }).waitFor()
  await button('All').click()
  await button('What changes: Where do bicycles stand?').click()
  await main().getByText('+ Ask at the desk.').waitFor()
  await main().getByText('+ Title: Where do bicycles stand?').waitFor()
  await pictures('no-set')

  await button('Publish all 2').click()
  await dialog().getByText('They were not tried as they are now.').waitFor()
  await dialog().getByText('2 articles go live for contacts. Language: English.').waitFor()
  await pictures('ask')
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  for (const { id } of [bicycles, ferry]) await call('delete', `/v1/articles/${id}`)
})

test('a draft that is rewritten meanwhile is not published, and is looked at again', async () => {
  await publishArticle(page.context(), stage.stack, words('Where can I park my car?', 'Behind the house.'))
  const { articles } = await (await page.request.get(`${stage.stack.url}/v1/articles`)).json()
  const park = articles.find(({ title }: { title: string }) => title === 'Where can I park my car?')
  await call('put', `/v1/articles/${park.id}`, {
    ...words('Where can I park my car?', 'Behind the house, at night too.'),
    expect: park.revision,
  })
  const boats = await draft('Where do boats stand?')
  await see('/knowledge/together')
  await main().getByText('Drafts: 2 of 2 chosen').waitFor()
  await button('What changes: Where can I park my car?').click()
  await main().getByText('− Behind the house.', { exact: true }).waitFor()
  await main().getByText('+ Behind the house, at night too.').waitFor()

  await call('put', `/v1/articles/${boats.id}`, {
    ...words('Where do boats stand?', 'In the attic.'),
    expect: boats.revision,
  })
  await button('Publish all 2').click()
  await dialog().getByRole('button', { name: 'Publish all 2' }).click()

  await page.getByRole('alert').getByText('“Where do boats stand?” was changed meanwhile').waitFor()
  await main().getByText('Changed meanwhile: look again').waitFor()
  await main().getByText('Drafts: 1 of 2 chosen').waitFor()
  await pictures('overtaken')
  await page.getByRole('checkbox', { name: 'Where do boats stand?' }).check()
  await main().getByText('Drafts: 2 of 2 chosen').waitFor()
  await expect.poll(() => main().getByText('Changed meanwhile').count()).toBe(0)
})

test('drafts are tried on a set that does not have to pass, and who comes back finds them chosen', async () => {
  const extra = await draft('Where do kites fly?')
  const set = await call<Draft>('post', '/v1/ai/test-sets', {
    ...{ name: 'House rules', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null },
    ...{ articleShareNeeded: null, clientId: 'set-of-house-rules' },
  })
  const expected = { actions: ['answer'], reasons: [], says: [], saysNot: [], cites: [] }
  const turn = { says: [['Where do boats stand?']], only: null, expect: expected }
  const text = JSON.stringify([{ name: 'Boats', language: 'en', inboxId: null, turns: [turn] }])
  await call('post', `/v1/ai/test-sets/${set.id}/cases`, { format: 'json', text })
  await see('/knowledge/together')
  await main().getByText('No test set has to pass first.').waitFor()
  await page.getByRole('checkbox', { name: 'Where do kites fly?' }).uncheck()
  await main().getByText('Drafts: 2 of 3 chosen').waitFor()
  await button('Try them together with House rules').click()

  await main().getByText('Tried together in these words').waitFor()
  await pictures('tried')
  await page.getByRole('link', { name: 'See the result of House rules' }).click()
  await button('Play 1: passes').waitFor()
  // Under the name of the case stands what is asked in it.
  await main().getByRole('listitem').getByText('Where do boats stand?', { exact: true }).waitFor()
  await pictures('result')
  await page.getByRole('link', { name: 'Back to the drafts' }).click()
  await main().getByText('Drafts: 2 of 3 chosen').waitFor()
  await button('Publish all 2').click()
  // What passed is asked too, in the same window.
  await dialog().getByText('House rules: 1 of 1 passes').waitFor()
  await pictures('ask-passed')
  await dialog().getByRole('button', { name: 'Publish all 2' }).click()
  await page.getByText('2 articles answer from now on.').waitFor()
  await call('delete', `/v1/articles/${extra.id}`)
  // Without a draft there is nothing to try.
  await see('/knowledge')
  await main().getByRole('list', { name: 'Articles' }).waitFor()
  await page.waitForLoadState('networkidle')
  expect(await page.getByRole('link', { name: 'Try drafts together' }).count()).toBe(0)
})

test('of more drafts than go together no one is left out without a word', async () => {
  const questions = Array.from({ length: 51 }, (_, at) => ({
    ...{ question: `Where is gate ${at}?`, answer: 'Behind the house.', alternates: [] },
  }))
  await call('post', '/v1/questions', {
    ...{ clientId: 'fifty-one', language: 'en', audience: 'public', isPublished: false, questions },
  })
  await see('/knowledge/together')
  await main().getByText('Drafts: 50 of 51 chosen').waitFor()
  await main().getByText('At most 50 at once').waitFor()
  const left = page.getByRole('checkbox', { checked: false })
  expect(await left.isDisabled()).toBe(true)
  await pictures('full')

  await page.getByRole('checkbox', { checked: true }).first().uncheck()
  await main().getByText('Drafts: 49 of 51 chosen').waitFor()
  await page.getByRole('link', { name: 'Open: Where is gate 7?' }).click()
  await page.getByRole('textbox', { name: 'Text' }).waitFor()
  await page.goBack()
  await main().getByText('Drafts: 49 of 51 chosen').waitFor()
  expect(await left.first().isDisabled()).toBe(false)
  expect(await overflow(page)).toBe(0)
  expect(stage.complaints).toEqual([])
})

test('where a case fails the window leads to it, and its strong button publishes nothing', async () => {
  const set = await call<Draft>('post', '/v1/ai/test-sets', {
    ...{ name: 'Strict rules', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null },
    ...{ articleShareNeeded: null, clientId: 'set-of-strict-rules' },
  })
  const expected = { actions: ['answer'], reasons: [], says: [], saysNot: [], cites: [] }
  const turn = { says: [['Who painted the lighthouse?']], only: null, expect: expected }
  const text = JSON.stringify([{ name: 'Painter', language: 'en', inboxId: null, turns: [turn] }])
  await call('post', `/v1/ai/test-sets/${set.id}/cases`, { format: 'json', text })
  await draft('Where do drones land?')
  await see('/knowledge/together')
  await page.getByRole('button', { name: /with Strict rules$/ }).click()
  await main().getByText('Tried').first().waitFor()
  await page.getByRole('button', { name: /^Publish/ }).click()
  await dialog().getByText('Strict rules: 0 of 1 passes').waitFor()
  await dialog().getByRole('link', { name: 'See the result of Strict rules' }).waitFor()
  const look = (name: RegExp) => dialog().getByRole('button', { name }).getAttribute('class')
  expect(await look(/^Cancel/)).toContain('bg-accent')
  expect(await look(/^Publish/)).not.toContain('bg-accent')
  await pictures('ask-failed')
})
