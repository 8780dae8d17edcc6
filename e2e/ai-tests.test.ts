import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishArticle } from './ai.ts'
import { HANDSET, overflow, raiseStage, type Stage, smallTargets } from './stage.ts'
import { takePicture } from './take-picture.ts'

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await raiseStage()
  page = await (await stage.member()).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
})
afterAll(() => stage?.close())

const CANCEL = {
  ...{ title: 'Cancel an order', description: 'Cancels it.', fields: [], method: 'GET', body: null },
  ...{ url: 'https://shop.example/orders', hosts: ['shop.example'], headers: [], secretHeaders: [] },
  ...{ reply: null, confirmation: 'none', assurance: 'anyone', inboxIds: null, callsPerHour: 20 },
  ...{ isEnabled: true, expect: 0 },
}

const question = 'Where can I park my car?'
const main = () => page.getByRole('main')
const button = (name: string) => page.getByRole('button', { name, exact: true })
const box = (name: string) => page.getByRole('textbox', { name })

const picture = (name: string) => takePicture(page, name)

/** Lets every provider of the org write, or none. */
async function useProviders(isEnabled: boolean): Promise<void> {
  const path = `${stage.stack.url}/v1/ai/providers`
  const { providers } = await (await page.request.get(path)).json()
  for (const { name, kind, baseUrl, model, embeddingModel, place } of providers) {
    const data = { kind, baseUrl, model, embeddingModel, place, isEnabled }
    const put = await page.request.put(`${path}/${name}`, { data })
    expect(put.ok()).toBe(true)
  }
}

test('a test set is written, evaluated, and says in words what an answer lacks', async () => {
  const park = { title: 'Where can I park my car?', body: 'You can park your car behind the house.' }
  await publishArticle(page.context(), stage.stack, park)
  await page.goto(`${stage.stack.url}/settings/ai/tests`)
  await main().getByText('No test sets yet').waitFor()
  await button('New test set').click()
  await box('Name').fill('House rules')
  await button('Create').click()
  await button('New case').click()
  await button('Save').click()
  await main().getByText('Write what the contact says.').waitFor()
  // The name is what is said: it is not asked for too.
  expect(await page.locator('[aria-invalid="true"]').count()).toBe(1)
  await button('Add a message right after it: The contact says').click()
  await button('Add another way of saying it').click()
  await box('And right after it, message 2').fill('It is late.')
  await box('Or they say, way 2').fill('Parking?')
  await picture('case-ways')
  for (const gone of ['And right after it, message 2', 'Or they say, way 2'])
    await button(`Take out: ${gone}`).click()
  await box('The contact says').fill('Where can I park\n\nmy car?')
  await box('Name').fill('Parking')
  await box('Language').fill('en')
  await page.getByRole('combobox', { name: 'The answer' }).selectOption('answer')
  await box('Must say').fill('behind the house\nfree of charge')
  await picture('case')
  await button('Save').click()
  await main().getByText('About one answer').waitFor()
  await picture('set')
  // A message of several lines is one message.
  await main().getByRole('button', { name: 'Change: Parking' }).click()
  expect(await box('The contact says').inputValue()).toBe('Where can I park\n\nmy car?')
  await box('The contact says').fill('Where can I park my car?')
  await button('Save').click()
  await main().getByText('About one answer').waitFor()

  await button('Evaluate').click()
  await page.getByRole('link', { name: /0 of 1 pass/ }).click()

  await main().getByText('It does not say “free of charge”.').waitFor()
  await main().getByText('Failing', { exact: true }).waitFor()
  await main().getByText('Play 1').click()
  await picture('evaluation')
  expect(await overflow(page)).toBe(0)
})

test('what passes after a change is told apart, and fits a phone', async () => {
  await page.getByRole('link', { name: 'House rules' }).click()
  await button('Change: Parking').click()
  await box('Must say').fill('behind the house')
  await button('Save').click()
  await button('Evaluate').click()
  await page.getByRole('link', { name: /1 of 1 passes/ }).click()
  await main().getByText('Passing, new').waitFor()

  // What may not be published yet is refused, which the console of the browser tells too.
  const phone = await stage.member({ ...HANDSET, expected: /status of 409/ })
  const small = await phone.newPage()
  await small.goto(page.url())
  await small.getByText('Passing, new').waitFor()
  expect(await overflow(small)).toBe(0)
  expect(await smallTargets(small)).toEqual([])
  ;[page] = [small]
  await picture('evaluation-phone')
})

test('a tested question becomes a case, and what is said after its answer has a condition', async () => {
  await page.goto(`${stage.stack.url}/knowledge/test?question=${encodeURIComponent(question)}&language=en`)
  await button('Make a test case').click()
  await button('Write the case').click()
  await expect.poll(() => box('The contact says').inputValue()).toBe(question)
  expect(await page.getByRole('checkbox', { name: question }).isChecked()).toBe(true)
  await button('Add a turn').click()
  await box('The contact says').last().fill('Thanks')
  await page.getByText('Always said: add a condition').click()
  await page.getByRole('checkbox', { name: 'Answers', exact: true }).check()
  await button('Save').click()

  await main().getByText(`${question} → Thanks`).waitFor()
  await button(`Change: ${question}`).click()
  await page.getByText('Only said when: Answers').waitFor()
  expect(await overflow(page)).toBe(0)

  const put = await page.request.put(`${stage.stack.url}/v1/ai/tools/cancel`, { data: CANCEL })
  expect(put.ok()).toBe(true)
  await page.reload({ waitUntil: 'networkidle' })
  await button(`Change: ${question}`).click()
  await button('Add an answer').click()
  await box('It gives').fill('{"state": "cancelled"}')
  await box('Must call').last().fill('cancel: order = A-7; reason = /late/')
  await picture('case-tools')
  await button('Save').click()
  await button(`Change: ${question}`).click()
  expect(await box('Must call').last().inputValue()).toBe('cancel: order = A-7; reason = /late/')
  expect(await box('It gives').inputValue()).toBe('{"state": "cancelled"}')
  expect(await overflow(page)).toBe(0)
})

test('what comes late moves no case away under whoever presses it', async () => {
  const late = /\/v1\/ai\/(evaluations\?|test-sets\/[^/]+\/estimate)/
  let held = 0
  await page.route(late, async (route) => {
    held++
    await new Promise((resolve) => setTimeout(resolve, 700))
    await route.continue()
  })
  await page.reload()
  const change = button(`Change: ${question}`)
  await change.waitFor()
  const before = await change.boundingBox()
  await main()
    .getByText(/^About (one answer|\d+ answers)/)
    .waitFor()
  expect(await change.boundingBox()).toEqual(before)
  expect(held).toBeGreaterThan(1)
  await page.unroute(late)
})

test('a contact with a goal is played by a model, and their conversation is shown', async () => {
  await page.goto(`${stage.stack.url}/settings/ai/tests`)
  await button('New test set').click()
  await box('Name').fill('Goals')
  await button('Create').click()
  await button('New case').click()
  await page.getByRole('combobox', { name: 'Who writes for the contact' }).selectOption('goal')
  await box('What they want').fill('Find out “Where can I park my car?”')
  await box('They are content when').fill('They know that they can park behind the house.')
  await picture('goal')
  await button('Save').click()
  await main()
    .getByText(/ to [0-9]+ calls of models/)
    .waitFor()

  await button('Evaluate').click()
  await page.getByRole('link', { name: /1 of 1 passes/ }).click()

  await button('Play 1: passes').click()
  await main().getByText('Thank you, that is all.').waitFor()
  await main().getByText('The contact: content. The judge: all that they wanted holds.').waitFor()
  await picture('goal-played')
  expect(await overflow(page)).toBe(0)
})

test('an article is tried before it answers, and members see what it would break', async () => {
  const { url } = stage.stack
  await page.goto(`${url}/settings/ai/tests`)
  await page.getByRole('link', { name: /House rules/ }).click()
  await page.getByRole('spinbutton', { name: /^Gate of articles/ }).fill('50')
  await button('Save').click()
  await page.getByText('Saved').waitFor()
  const { articles } = await (await page.request.get(`${url}/v1/articles`)).json()
  const { id } = articles.find(({ title }: { title: string }) => title === question)

  // It may be pressed, as that of instructions: what test sets have against it is told then.
  const refused = async (reason: string) => {
    await button('Publish').click()
    await page
      .getByRole('alert')
      .getByText(`The test set "House rules" ${reason}`, { exact: false })
      .waitFor()
  }
  await page.goto(`${url}/knowledge/articles/${id}`)
  await box('Text').fill('You can park your car on the roof.')
  await refused('has to be evaluated on these words first')
  await button('Try this version with House rules').click()
  await main().getByText('Too few of its cases pass.').waitFor()
  await refused('needs 50 % of its cases')
  await picture('article-refused')
  await page.getByRole('link', { name: 'See the result of House rules' }).click()
  await page.getByRole('tab', { name: 'Newly failing (1)' }).click()
  await main().getByText('Newly failing', { exact: true }).waitFor()
  await expect.poll(() => new URL(page.url()).search).toBe('?show=newly_failing')
  await page.getByRole('link', { name: 'Back to House rules' }).click()
  await page
    .getByRole('link', { name: /as if version/ })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Newly failing (1)', selected: true }).waitFor()
  await page.goBack()
  await page.goBack()
  await page.getByRole('tab', { name: 'Newly failing (1)', selected: true }).waitFor()
  await main()
    .getByRole('button', { name: /^Play 1/ })
    .first()
    .click()
  await button(question).first().click()
  await page.getByRole('dialog').getByText('on the roof').waitFor()
  await picture('article-tried')

  await page.goto(`${url}/knowledge/articles/${id}`)
  await box('Text').fill('You can park your car behind the house, at night too.')
  await button('Save').click()
  await button('Try this version with House rules').click()
  await main().getByText('Passed: nothing of this set keeps it').waitFor()
  expect(await overflow(page)).toBe(0)
  await useProviders(false)
  await page.reload()
  await main().getByText('It was tried with other models than those that answer now').waitFor()
  await refused('was evaluated with other models')
  await picture('article-other-models')
  await page.getByRole('link', { name: 'See the result of House rules' }).click()
  await main().getByText('Other models answer now').waitFor()
  await picture('evaluation-other-models')
  expect(await overflow(page)).toBe(0)
  await useProviders(true)
  await page.goto(`${url}/knowledge/articles/${id}`)
  await main().getByText('Passed: nothing of this set keeps it').waitFor()
  await button('Publish').click()
  await page.getByText('Published. It answers from now on.').waitFor()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Stop answering from it' }).click()
  await page.getByRole('dialog').getByText('“House rules” will be evaluated in a moment').waitFor()
  await picture('unpublish')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
})

test('drafts are tried together, and published together', async () => {
  const { url } = stage.stack
  for (const title of ['Where do bicycles stand?', 'When does the ferry leave?']) {
    const words = { language: 'en', audience: 'public', title, body: 'Ask at the desk.', alternates: [] }
    const data = { ...words, kind: 'faq', clientId: `draft-${title.length}` }
    expect((await page.request.post(`${url}/v1/articles`, { data })).ok()).toBe(true)
  }
  await page.goto(`${url}/knowledge`)
  await page.getByRole('link', { name: 'Try drafts together' }).click()
  await main().getByText('Drafts: 2 of 2 chosen').waitFor()
  await page.getByRole('button', { name: 'Publish all 2', disabled: true }).waitFor()
  await button('Try them together with House rules').click()

  await main().getByText('Passed: nothing of this set keeps them').waitFor()
  await picture('together')
  expect(await overflow(page)).toBe(0)
  await button('Publish all 2').click()
  const asked = page.getByRole('dialog', { name: 'Publish 2 articles?' })
  await asked.getByText('House rules: ').waitFor()
  await picture('together-asked')
  await asked.getByRole('button', { name: 'Publish all 2' }).click()
  await page.getByText('2 articles answer from now on.').waitFor()
  await main().getByRole('link', { name: 'When does the ferry leave? Published' }).waitFor()
})

test('a file of cases with mistakes is refused place by place, in the language of the reader', async () => {
  const { url } = stage.stack
  const create = (name: string) =>
    page.request.post(`${url}/v1/ai/test-sets`, {
      data: {
        ...{ name, plays: 1, isEvaluatedAfterPublish: false, shareNeeded: null },
        ...{ articleShareNeeded: null, clientId: 'set-of-files' },
      },
    })
  const { id } = await (await create('Files')).json()
  const rows = ['case,turn,says,actions', 'Parking,1,Hi,jump', 'Parking,1,Bye,leap']
  const file = (lines: string[]) => ({
    ...{ name: 'cases.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) },
  })
  const spanish = await (await stage.member({ locale: 'es-ES', expected: /400/ })).newPage()
  await spanish.goto(`${url}/settings/ai/tests/${id}`)
  await spanish.getByRole('button', { name: 'Importar CSV o JSON' }).waitFor()
  await spanish.locator('input[type=file]').setInputFiles(file(rows))

  const alert = spanish.getByRole('alert')
  await alert.getByText('Caso «Parking», fila 2 (línea 2 del archivo), columna actions:').waitFor()
  await alert.getByText('Caso «Parking», fila 3 (línea 3 del archivo), columna actions:').waitFor()
  ;[page] = [spanish]
  await picture('import-refused')
  // Two cases of one name are two.
  await spanish
    .locator('input[type=file]')
    .setInputFiles(file(rows.map((row) => row.replace(/jump|leap/, ''))))
  await spanish.getByText('El conjunto tiene ahora 2 casos').waitFor()
  await alert.waitFor({ state: 'detached' })
  // What was said of the file before is gone as soon as another one is tried.
  await spanish.locator('input[type=file]').setInputFiles(file(['cases,says', 'Parking,Hi']))
  await alert.getByText('No existe la columna «cases»: probablemente es case.').waitFor()
  expect(await spanish.getByText('El conjunto tiene ahora 2 casos').count()).toBe(0)
  expect(stage.complaints).toEqual([])
})

test('what a test set keeps from being published is told by its name, with the way to it', async () => {
  const { url } = stage.stack
  const other = await (await stage.member({ ...HANDSET, colorScheme: 'dark', expected: /409/ })).newPage()
  const post = async (path: string, data: object) =>
    (await other.request.post(`${url}${path}`, { data })).json()
  const { id } = await post('/v1/ai/test-sets', {
    ...{ name: 'Returns', plays: 1, isEvaluatedAfterPublish: false, shareNeeded: 50 },
    ...{ articleShareNeeded: 50, clientId: 'set-of-returns' },
  })
  const says = [['May I give it back?']]
  const expected = { actions: ['answer'], reasons: [], says: [], saysNot: [], cites: [] }
  const cases = [
    { name: 'Back', language: 'en', inboxId: null, turns: [{ says, only: null, expect: expected }] },
  ]
  await post(`/v1/ai/test-sets/${id}/cases`, { format: 'json', text: JSON.stringify(cases) })
  const words = { language: 'en', audience: 'public', title: 'Where do kites fly?', body: 'On the hill.' }
  const kites = await post('/v1/articles', {
    ...words,
    alternates: [],
    kind: 'faq',
    clientId: 'draft-of-kites',
  })
  const sets = `${url}/v1/ai/test-sets`
  const guard = async (articleShareNeeded: number | null) => {
    const { sets: all } = await (await other.request.get(sets)).json()
    for (const { id: setId, name, plays, isEvaluatedAfterPublish, shareNeeded } of all) {
      if (name !== 'House rules' && name !== 'Returns') continue
      const data = { name, plays, isEvaluatedAfterPublish, shareNeeded, articleShareNeeded }
      expect((await other.request.put(`${sets}/${setId}`, { data })).ok()).toBe(true)
    }
  }
  const told = other.getByText('The test set "Returns" has to be evaluated')
  const way = other.getByRole('alert').getByRole('link', { name: 'Open the test set' }).last()
  ;[page] = [other]

  await other.goto(`${url}/settings/ai/instructions`)
  await box('Tone').fill('Calm.')
  await button('Publish').click()
  await told.waitFor()
  expect(await way.getAttribute('href')).toBe(`/settings/ai/tests/${id}`)
  expect(await overflow(other)).toBe(0)
  await picture('gate-of-instructions')

  // Somebody set what has to pass while the page was open.
  await guard(null)
  await other.goto(`${url}/knowledge/articles/${kites.id}`, { waitUntil: 'networkidle' })
  await guard(50)
  await button('Publish').click()
  await told.waitFor()
  await way.waitFor()
  await picture('gate-of-an-article')
  await guard(null)
  await other.goto(`${url}/knowledge/together`, { waitUntil: 'networkidle' })
  await guard(50)
  await button('Publish it').click()
  await other.getByRole('dialog').getByRole('button', { name: 'Publish it' }).click()
  await told.waitFor()
  await way.waitFor()
  await picture('gate-of-drafts')

  await other.reload()
  await main().getByText('“House rules” and “Returns” have to pass first').waitFor()
})
