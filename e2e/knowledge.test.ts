import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPage, type FixtureSite, startSite } from '../apps/server/src/testing/site.ts'
import { shiftOf, watchShifts } from './shifts.ts'
import { openWidget, write } from './site.ts'
import { HANDSET, overflow, raiseStage, type Stage, smallTargets } from './stage.ts'
import { takePicture } from './take-picture.ts'

let site: FixtureSite
let stage: Stage
let page: Page
let office: Page

beforeAll(async () => {
  const links = Array.from({ length: 12 }, (_, index) => `/help/${index}`)
  site = await startSite({
    '/': aPage({
      title: 'Help',
      text: 'The shop is open until eight.',
      links: [...links, '/gone', '/admin'],
    }),
    ...Object.fromEntries(
      links.map((path) => [path, aPage({ title: `Question ${path}`, text: `Answer ${path}.` })]),
    ),
    '/robots.txt': { body: 'User-agent: *\nDisallow: /admin', headers: { 'content-type': 'text/plain' } },
  })
  stage = await raiseStage({ HILO_DEV_SERVICES: site.host })
  // Who saves too late is refused, which the console of the browser tells too.
  page = await (await stage.member({ expected: /status of 409/ })).newPage()
  await page.goto(`${stage.stack.url}/inbox`)
})
afterAll(async () => {
  await stage?.close()
  await site?.close()
})

const main = (of = page) => of.getByRole('main')
const focused = (one: Element) => one === document.activeElement
const text = (of = page) => of.getByRole('textbox', { name: 'Text' })
const button = (name: string, of = page) => of.getByRole('button', { name, exact: true })

test('the first article is written, seen as it is read, kept over a reload, and answers', async () => {
  await page.getByRole('link', { name: 'Knowledge' }).click()
  await main().getByText('Nothing is known yet').waitFor()
  await button('Write an article').click()
  const title = page.getByRole('textbox', { name: 'Title' })
  await button('Publish').click()
  await page.getByRole('alert').getByText('correct what is marked').waitFor()
  expect(await title.getAttribute('aria-invalid')).toBe('true')
  expect(await title.evaluate(focused)).toBe(true)
  await text().focus()
  await button('Save').click()
  await expect.poll(() => title.evaluate(focused)).toBe(true)
  await takePicture(page, 'article-marked')
  await title.fill('Cancelling a booking')
  expect(await title.getAttribute('aria-invalid')).toBeNull()
  await button('Publish').click()
  await main().getByText('Write the text: without it, it cannot answer.').waitFor()
  expect(await text().getAttribute('aria-invalid')).toBe('true')
  await text().fill('Until **two hours** before.\n\n[Bad](javascript:alert(1)) <img src=x onerror=alert(1)>')
  const preview = page.getByRole('region', { name: 'Preview' })

  expect(await preview.locator('strong').textContent()).toBe('two hours')
  expect(await preview.locator('a, img').count()).toBe(0)
  await page.reload()
  await main().getByText('This is text that you did not save').waitFor()
  expect(await text().inputValue()).toContain('two hours')
  await button('Publish').click()
  await main().getByText('Answers now').waitFor()

  await page.goto(`${stage.stack.url}/knowledge/test`)
  await page.getByRole('textbox', { name: 'Question' }).fill('cancelling a booking')
  await button('Look it up').click()
  await main().getByText('Enough for an answer').waitFor()
  await main()
    .getByText('What says most of it in “Cancelling a booking”; a model writes the answer')
    .waitFor()

  await page.getByRole('textbox', { name: 'Question' }).fill('Cancelling a booking? And is the pool heated?')
  await button('Look it up').click()
  await main().getByText('Enough for 1 of 2 questions').waitFor()
  const found = (name: string) => main().getByRole('list', { name }).getByText('Cancelling a booking')
  await found('1. Cancelling a booking?').waitFor()
  expect(await found('2. And is the pool heated?').count()).toBe(0)
  await main().getByText('A model writes one answer from what they find').waitFor()
})

test('what the server refuses of an article, and of a host, is marked at its field', async () => {
  // It is refused, which the console of the browser tells too.
  const other = await (await stage.member({ expected: /status of 400/ })).newPage()
  const field = other.getByRole('textbox', { name: 'Host' })
  await other.goto(`${stage.stack.url}/knowledge`)
  // As an older page may have kept it: there is no such language.
  await other.evaluate(() => {
    const words = { language: 'Spanish', audience: 'public', title: 'Hours', body: 'At 8.', alternates: [] }
    const draft = { words, revision: 0, clientId: crypto.randomUUID() }
    localStorage.setItem('hilo.article-drafts', JSON.stringify({ new: draft }))
  })
  await other.goto(`${stage.stack.url}/knowledge/articles/new`)
  await button('Save', other).click()
  await main(other).getByText('Write the code of a language, such as es or pt-BR.').waitFor()
  const language = main(other).getByRole('combobox', { name: 'Language' })
  expect(await language.getAttribute('aria-invalid')).toBe('true')
  expect(await language.evaluate(focused)).toBe(true)

  await other.goto(`${stage.stack.url}/knowledge/links`)
  await field.fill('not a host')
  await field.press('Enter')
  await main(other).getByText('Write a host alone, such as shop.example.').waitFor()
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  await other.context().close()
})

test('of two who write at once the later one loses nothing, and decides', async () => {
  await page.goto(`${stage.stack.url}/knowledge`)
  await main()
    .getByRole('link', { name: /Cancelling/ })
    .click()
  const other = await (await stage.member()).newPage()
  await other.goto(page.url())
  await text().fill('Mine.')
  await text(other).fill('Theirs.')
  await button('Publish', other).click()
  // It is saved first, and published then.
  await other.getByText('It answers from now on').first().waitFor()
  await main(other).getByText('Version 2').waitFor()

  await button('Save').click()
  await page.getByText('while you were writing').waitFor()
  expect(await text().inputValue()).toBe('Mine.')
  await button('Compare').click()
  await page.getByText('− Theirs.').waitFor()
  await button('Go on with mine').click()
  await button('Save').click()
  await main().getByText('Version 3').waitFor()

  await main().getByRole('button', { name: 'Restore' }).last().click()
  expect(await text().inputValue()).toContain('two hours')
  await other.close()
})

test('an article gets a picture, leads only where the org allows it, and is written in another language', async () => {
  await page.goto(`${stage.stack.url}/knowledge/articles/new`)
  await page.getByRole('textbox', { name: 'Title' }).fill('Where we are')
  await text().fill('[The way](https://maps.example/here)')
  const preview = page.getByRole('region', { name: 'Preview' })
  await main().getByText('Links to maps.example are shown as words').waitFor()
  expect(await preview.locator('a').count()).toBe(0)
  await button('Allow it').click()
  await preview.locator('a[href="https://maps.example/here"]').waitFor()

  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 40, height: 40 } })
  await page
    .getByLabel('Add a picture')
    .last()
    .setInputFiles({ name: 'the door.png', mimeType: 'image/png', buffer })
  const picture = preview.getByRole('img', { name: 'the door' })
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(40)
  await button('Publish').click()
  await main().getByText('Answers now').waitFor()

  await button('Add a language').click()
  await page.getByRole('menuitem', { name: 'Spanish' }).click()
  await main().getByText('This is “Where we are” (English) in another language.').waitFor()
  expect(await text().inputValue()).toContain('![the door](picture:')
  await page.getByRole('textbox', { name: 'Title' }).fill('Dónde estamos')
  await button('Save').click()
  await main().getByRole('link', { name: 'English', exact: true }).click()
  await main().getByRole('link', { name: 'Spanish', exact: true }).waitFor()
  await text().fill('Behind the church.')
  await button('Publish').click()
  await main().getByText('outdated').waitFor()
})

test('many questions are pasted with a preview, and one is changed where it stands', async () => {
  const hurry = await watchShifts(page)
  await page.goto(`${stage.stack.url}/knowledge/questions`)
  await page.getByRole('textbox', { name: 'Answer' }).waitFor()
  await page.waitForLoadState('networkidle')
  // The form of a new question came with the list, not above it. Where there is nothing to narrow, those fields go.
  expect(await shiftOf(page)).toBeLessThan(0.05)
  await hurry()
  await button('Paste a list').click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox', { name: 'Rows' })
    .fill(
      'question;answer\nIs there parking?;Behind the house.;Can I park?|Where is the car park?\n;nobody asks\n' +
        'Dogs?;"On the terrace;\ngladly."',
    )
  await dialog.getByText('Also: Can I park? · Where is the car park?').waitFor()
  await dialog.getByText('Row 3 is left out: it has no question.').waitFor()
  await dialog.getByRole('button', { name: 'Add 2 questions' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Is there parking?' })
  await row.getByText('Published').waitFor()

  await row.getByRole('button', { name: 'Edit' }).click()
  const answer = page.getByRole('textbox', { name: 'Answer', exact: true }).last()
  await answer.fill('In the yard.')
  await answer.press('Tab')
  await button('Publish').click()
  await row.getByRole('paragraph').getByText('In the yard.').waitFor()
})

test('what the widget was asked and nobody knew is a gap, and begins the article that closes it', async () => {
  await answerByAi()
  const site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  const widget = await openWidget(site)
  await write(widget, 'Do you sell gift vouchers?')
  await widget.getByText('You can ask in other words').waitFor()
  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click()
  const open = page.getByRole('region', { name: 'What AI could not answer' })
  await page.getByText('AI has the turn').waitFor()
  await open.getByText('Not answered: “Do you sell gift vouchers?”').waitFor()
  await widget.getByRole('button', { name: 'Talk to a person' }).click()
  await widget.getByText('A person from the team will answer you here.', { exact: false }).waitFor()

  const thread = page.getByRole('log', { name: 'Messages' })
  await thread.getByText('Not answered. Offered: a person').waitFor()
  expect(await thread.getByText('Asked: Talk to a person').count()).toBe(0)
  await page.goto(`${stage.stack.url}/knowledge/gaps`)
  const gap = page.getByRole('listitem').filter({ hasText: 'Do you sell gift vouchers?' })
  await gap.getByText('asked once').waitFor()
  await gap.getByRole('button', { name: 'Add to an article' }).click()
  const choice = page.getByRole('dialog', { name: 'Add to an article' })
  await choice.getByRole('searchbox').fill('parking')
  // What is called so comes before what only says it.
  await expect.poll(() => choice.getByRole('listitem').first().textContent()).toContain('Is there parking?')
  await takePicture(page, 'add-to-article')
  await choice.getByRole('button', { name: /Is there parking/ }).click()
  await main().getByText('A question was added, and not saved so far').waitFor()
  const others = page.getByRole('textbox', { name: 'Other questions that it answers' })
  expect((await others.inputValue()).split('\n').at(-1)).toBe('Do you sell gift vouchers?')
  expect(await text().inputValue()).toBe('In the yard.')
  await takePicture(page, 'article-added')
  await button('Back to what is saved').click()
  await expect.poll(() => others.inputValue()).not.toContain('gift vouchers')
  await page.goBack()
  await gap.getByRole('link', { name: 'Write an article from this' }).click()
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Do you sell gift vouchers?')
  await text().fill('Yes, at the desk.')
  await button('Publish').click()
  await main().getByText('Answers now').waitFor()
  await page.goto(`${stage.stack.url}/knowledge/gaps`)
  await gap.getByText('Something is found now').waitFor()
  await gap.getByRole('button', { name: 'Dismiss' }).click()
  await main().getByText('Nothing is missing').waitFor()
})

test('a provider on a private network is refused with what the operator can do', async () => {
  await page.getByRole('button', { name: 'Account and preferences' }).click()
  await page.getByRole('menuitem', { name: 'AI', exact: true }).click()
  await button('Add a provider').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('ollama')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('compatible')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://10.0.0.7/v1')
  await page.getByRole('textbox', { name: 'Model', exact: true }).fill('llama')
  await page.getByRole('list', { name: 'Add a provider' }).getByRole('button', { name: 'Save' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'ollama' })
  await row.getByText('10.0.0.7 is not a public address.').waitFor()
  await row
    .getByText(/HILO_AI_HOSTS/)
    .first()
    .waitFor()

  expect(await row.getByRole('switch', { name: 'ollama is on' }).getAttribute('aria-checked')).toBe('false')
  await row.getByRole('button', { name: 'More about ollama' }).click()
  await page.getByRole('menuitem', { name: 'Ask ollama earlier' }).click()
  await expect.poll(() => page.getByRole('listitem').first().textContent()).toContain('ollama')
  await page.getByRole('tab', { name: 'Costs' }).click()
  await main().getByText('Not reached').waitFor()
})

test('without a provider the page says that articles are quoted, also on a phone', async () => {
  await page.goto(`${stage.stack.url}/settings/ai`)
  for (const name of ['installation']) {
    await page.getByRole('switch', { name: `${name} is on` }).click()
    await expect.poll(() => page.getByRole('switch', { name }).getAttribute('aria-checked')).toBe('false')
  }
  const phone = await (await stage.member(HANDSET)).newPage()
  await phone.goto(`${stage.stack.url}/settings/ai`)

  await phone.getByText('AI provider not configured: quoting articles only').waitFor()
  expect(await overflow(phone)).toBe(0)
  expect(await phone.getByRole('combobox', { name: 'Transcribe voice notes' }).isDisabled()).toBe(true)
})

test('what of two questions nobody answers stands under a heading of its own', async () => {
  const asked = 'Cancelling a booking? And is the pool heated?'
  await page.goto(`${stage.stack.url}/knowledge/test?question=${encodeURIComponent(asked)}&language=en`)
  await main().getByText('Without a model at most two are answered', { exact: false }).waitFor()
  await button('See the answer').click()

  await main().getByText('Left without an answer').waitFor()
  const left = main().getByText('And is the pool heated?', { exact: true }).first()
  expect(await left.isVisible()).toBe(true)
})

test('a contact whose two messages have no answer is told of twice, before and after people take it', async () => {
  const site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  const widget = await openWidget(site)
  await write(widget, 'Is there a golf course nearby?')
  await widget.getByText('You can ask in other words').waitFor()
  await write(widget, 'Which spa treatments are offered?')
  await widget.getByText('A person from the team will answer you here.', { exact: false }).waitFor()

  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click()
  const open = page.getByRole('region', { name: 'What AI could not answer' })
  await open.getByText('Not answered: “Is there a golf course nearby?”').waitFor()
  await open.getByText('Not answered: “Which spa treatments are offered?”').waitFor()
})

test('of more than three open questions two are shown, with the number of the others', async () => {
  const site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  const asked = ['Is there a casino nearby?', 'Do you rent sailing boats?', 'Which yoga lessons are taught?']
  const widget = await openWidget(site)
  await write(widget, [...asked, 'Where can helicopters land?'].join(' '))
  await widget.getByText('You can ask in other words').waitFor()

  await page.goto(`${stage.stack.url}/inbox`)
  await page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click()
  const open = page.getByRole('region', { name: 'What AI could not answer' })
  await open.getByText('Not answered: “Is there a casino nearby?”').waitFor()
  expect(await open.getByText('Not answered:').count()).toBe(2)
  await takePicture(page, 'strip-folded')
  await open.getByRole('button', { name: '2 more without an answer' }).click()
  await expect.poll(() => open.getByText('Not answered:').count()).toBe(4)
  await takePicture(page, 'strip-all')
  await open.getByRole('button', { name: 'Show fewer' }).click()
})

test('a reply deals with what it is about, the others are marked, and one is done by hand', async () => {
  const open = page.getByRole('region', { name: 'What AI could not answer' })
  const line = (question: string) => open.getByRole('region', { name: question })
  await page.getByRole('textbox', { name: 'Reply' }).fill('The casino is in the next town.')
  await page.getByRole('textbox', { name: 'Reply' }).press('Enter')
  await expect.poll(() => line('Is there a casino nearby?').count()).toBe(0)
  await line('Do you rent sailing boats?').getByText('Asked before the last reply.').waitFor()
  await takePicture(page, 'strip-three')

  // Whoever presses twice, while it is under way, is told once.
  await page.route('**/answer/settled', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await route.continue()
  })
  await line('Do you rent sailing boats?').getByRole('button', { name: 'Done' }).dblclick()
  await expect.poll(() => line('Do you rent sailing boats?').count()).toBe(0)
  await page.unroute('**/answer/settled')
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await line('Do you rent sailing boats?').waitFor()
})

test('on a phone one open question is unfolded at a time, and is seen whole', async () => {
  const phone = await (await stage.member(HANDSET)).newPage()
  await phone.goto(page.url())
  const open = phone.getByRole('region', { name: 'What AI could not answer' })
  const line = (question: string) => open.getByRole('region', { name: question })
  const unfold = (question: string) => line(question).getByRole('button', { name: question }).click()
  const isSeen = (question: string) =>
    line(question)
      .getByRole('button', { name: 'Done' })
      .evaluate((one) => {
        const room = one.closest('.overflow-y-auto')?.getBoundingClientRect()
        return room !== undefined && one.getBoundingClientRect().bottom <= room.bottom
      })
  await unfold('Do you rent sailing boats?')
  await unfold('Where can helicopters land?')

  await expect.poll(() => isSeen('Where can helicopters land?')).toBe(true)
  expect(await open.getByRole('button', { name: 'Done' }).count()).toBe(1)
  expect(await smallTargets(phone)).toEqual([])
  await takePicture(phone, 'strip-phone')
})

test('what nobody answered and a member did goes into an article that is there, as a draft', async () => {
  const open = page.getByRole('region', { name: 'What AI could not answer' })
  const line = open.getByRole('region', { name: 'Do you rent sailing boats?' })
  await line.getByRole('button', { name: 'Add to an article' }).click()
  const choice = page.getByRole('dialog', { name: 'Add to an article' })
  await choice.getByRole('button', { name: /^Where we are/ }).click()

  await main().getByText('A question was added, and not saved so far').waitFor()
  expect(await text().inputValue()).toBe('Behind the church.\n\nThe casino is in the next town.')
  await page.reload()
  await main().getByText('A question was added, and not saved so far').waitFor()
  await button('Save').click()
  await main().getByText('Version 2').first().waitFor()
  const others = page.getByRole('textbox', { name: 'Other questions that it answers' })
  expect(await others.inputValue()).toBe('Do you rent sailing boats?')
  await main().getByRole('link', { name: 'Back to the conversation' }).click()
  await line.waitFor()
})

test('a site is added, is read while one looks on, and says what it took and what not', async () => {
  office = await (await stage.member({ expected: /filename=virus\.exe/ })).newPage()
  await office.goto(`${stage.stack.url}/knowledge/sources`)
  await office.getByText('No sources yet').waitFor()
  await takePicture(office, 'sources-empty')
  await office.getByRole('button', { name: 'Add site' }).click()
  await office.getByRole('textbox', { name: 'Address' }).fill(`${site.url}/`)
  await office.getByRole('textbox', { name: 'Name' }).fill('Help centre')
  await office.getByRole('spinbutton', { name: 'Milliseconds' }).fill('150')
  await takePicture(office, 'source-form')
  await office.getByRole('button', { name: 'Read now' }).click()

  await office.getByText(/\d+ of \d+ pages/).waitFor()
  await takePicture(office, 'source-running')
  await office.getByText('Read', { exact: true }).waitFor()
  await office.getByText('The site’s robots.txt does not allow it').waitFor()
  await takePicture(office, 'source-done')
  await office.getByRole('combobox', { name: 'Show pages' }).selectOption({ label: 'Gone' })
  await office.getByText('Missing once').waitFor()
})

test('a site that has more pages than it may be asked for says so, on its page and in the list', async () => {
  await main(office).getByText('Settings', { exact: true }).click()
  await office.getByRole('spinbutton', { name: 'Pages at most' }).fill('5')
  await office.getByRole('button', { name: 'Save' }).click()
  await office.getByText('Saved. What is read').waitFor()
  await office.getByRole('button', { name: 'Read again' }).click()

  await office.getByRole('alert').getByText('The limit of pages was reached').waitFor()
  await office.reload()
  await office.getByRole('alert').waitFor()
  await takePicture(office, 'source-limit')
  await office.getByRole('link', { name: 'All sources' }).click()
  // The page of the source has it beside each page that it left out.
  await expect.poll(() => office.getByText('The limit of pages was reached').count()).toBe(1)
})

test('files are dropped on the page: one becomes a source, one is refused with its reason', async () => {
  await office.goto(`${stage.stack.url}/knowledge/sources`)
  await office.getByText('Help centre').waitFor()
  const files = [
    { name: 'faq.csv', text: 'question,answer\nDo you ship?,Everywhere\nDo you repair?,Yes\n' },
    { name: 'virus.exe', text: 'MZ' },
  ]
  const asks = office.getByRole('dialog', { name: 'Read 2 files' })
  await drop(office, files)
  await asks.getByText('faq.csv').waitFor()
  await takePicture(office, 'source-upload')
  // Nothing is sent before somebody has said so.
  await asks.getByRole('button', { name: 'Cancel' }).click()
  await asks.waitFor({ state: 'detached' })
  await drop(office, files)
  await asks.getByRole('combobox', { name: 'What is new or changed' }).selectOption('as_drafts')
  await asks.getByText('What answers now stays').waitFor()
  await asks.getByRole('button', { name: 'Read now' }).click()

  await office.getByText('Only PDF, DOCX, Markdown').waitFor()
  await office.getByText('2 articles').waitFor()
  await takePicture(office, 'sources')
  await office.getByRole('button', { name: 'Dismiss virus.exe' }).click()
  expect(await office.getByText('faq.csv').count()).toBe(1)
  await office.getByText('faq.csv').click()
  await office.getByText('2 drafts wait to be published').waitFor()
  await office.getByRole('button', { name: 'Delete' }).click()
  await office.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await office.getByText('Help centre').waitFor()
  await office.getByText('faq.csv').waitFor({ state: 'detached' })
})

test('on a telephone, in Spanish and in the dark, nothing sticks out', async () => {
  const context = await stage.member({ ...HANDSET, locale: 'es-UY', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.goto(`${stage.stack.url}/knowledge/sources`)
  await page.getByText('Help centre').waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await smallTargets(page)).toEqual([])
  await takePicture(page, 'handset-sources')
  const file = { name: 'preguntas.csv', mimeType: 'text/csv', buffer: Buffer.from('pregunta;respuesta') }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('dialog', { name: 'Leer un archivo' }).getByText('preguntas.csv').waitFor()
  expect(await overflow(page)).toBe(0)
  await takePicture(page, 'handset-upload')
  await page.getByRole('button', { name: 'Cancelar' }).click()
  await page.getByText('Help centre').click()
  await page.getByText('El robots.txt del sitio no lo permite').waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await smallTargets(page)).toEqual([])
  await takePicture(page, 'handset-source')
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

/** Lets AI answer the widget, as its settings do. */
async function answerByAi(): Promise<void> {
  const status = await page.evaluate(async () => {
    const { inboxes } = await (await fetch('/v1/inboxes')).json()
    const { id, name } = inboxes.find(({ channel }: { channel: string }) => channel === 'web')
    const { allowedOrigins = null } = await (await fetch(`/v1/inboxes/${id}`)).json()
    const change = { name, backendId: null, answersBy: 'ai', allowedOrigins }
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`/v1/inboxes/${id}`, { method: 'PUT', headers, body: JSON.stringify(change) })).status
  })
  expect(status).toBe(200)
}

/** As a hand does that lets go of files over the page. */
async function drop(page: Page, files: { name: string; text: string }[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer()
    for (const { name, text } of given) transfer.items.add(new File([text], name))
    return transfer
  }, files)
  const place = page.getByRole('region', { name: 'Drop to read' })
  for (const event of ['dragover', 'drop']) await place.dispatchEvent(event, { dataTransfer })
}
