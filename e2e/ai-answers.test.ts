import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addOrderTool, letAiAnswer, mailedCode, publishArticle, slowDown } from './ai.ts'
import { passTime } from './pass-time.ts'
import { openWidget, write } from './site.ts'
import { raiseStage, type Stage } from './stage.ts'

// An article is written, a visitor asks and is answered from it, asks for a person, and a member sees why; one
// who has to be known is asked for a code.

const FIRST = 'Delivery of gift baskets takes 3 business days.'
const ARTICLE = {
  title: 'Delivery of gift baskets',
  body: `# Where and when\n\n${FIRST} Delivery of gift baskets costs $12 within the city.\n\n- Baskets are insured, see [how](https://insurance.example/)`,
}

let stage: Stage
let member: Page
let widget: Frame

beforeAll(async () => {
  stage = await raiseStage()
  const context = await stage.member()
  member = await context.newPage()
  const own = `[our site](${stage.stack.siteUrl})`
  await publishArticle(context, stage.stack, { ...ARTICLE, body: `${ARTICLE.body}\n\nSee ${own}.` })
  await slowDown(stage.stack, 60)
})
afterAll(() => stage?.close())

test('the settings say with what AI would answer before it is chosen', async () => {
  await letAiAnswer(member, stage.stack)

  await member.getByText('Answers are written by: the included provider.').waitFor()
  await member.getByText('1 article answers contacts.').waitFor()
})

test('a visitor is answered sentence by sentence, and the answer is labelled', async () => {
  const site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  widget = await openWidget(site)
  await write(widget, 'How long does delivery of gift baskets take, and what does it cost?')

  // In one look: the rest may come at any time.
  await widget.locator('.draft', { hasText: FIRST, hasNotText: '$12' }).waitFor()

  await widget.getByRole('button', { name: /^From the article/ }).waitFor()
  await expect.poll(() => widget.locator('.draft').count()).toBe(0)
  expect(await widget.locator('.other .bubble').last().textContent()).toContain('$12')
  await widget.getByText('Automatic answer').first().waitFor()
})

test('the visitor reads the article in the widget, where the cited words are marked', async () => {
  await widget.getByRole('button', { name: `From the article ${ARTICLE.title}` }).click()
  const article = widget.getByRole('dialog', { name: ARTICLE.title })
  await article.getByRole('heading', { name: 'Where and when' }).waitFor()
  expect(await article.locator('mark').first().textContent()).toContain('3 business days')

  // What leads to the org's own site is a link, and to no other.
  expect(await article.locator('a').allTextContents()).toEqual(['our site'])
  await widget.page().keyboard.press('Escape')
  await article.waitFor({ state: 'detached' })
  await widget.getByRole('button', { name: 'Yes, it helped' }).click()
  await widget.getByText('Thank you.').waitFor()
})

test('who asks for a person in Spanish gets one, and is told so in Spanish', async () => {
  await write(widget, 'Quiero hablar con una persona, por favor')

  await widget.getByText('Una persona del equipo responderá por aquí.', { exact: false }).waitFor()
})

test('the member reads the summary at the end of the thread, and why the answer was given', async () => {
  await member.goto(`${stage.stack.url}/inbox`)
  await member.getByRole('list', { name: 'Conversations' }).getByRole('link').click()
  const thread = member.getByRole('log', { name: 'Messages' })
  await thread.getByText('AI handed it to people: the contact asked for a person').waitFor()
  await thread.getByText('For the team').waitFor()
  await member.getByText('Hand back and AI answers what the contact asks next.').waitFor()

  await thread.getByRole('button', { name: 'Why' }).first().click()
  const why = member.getByRole('dialog', { name: 'Why this answer' })
  await why.getByRole('heading', { name: 'Answered by a model' }).waitFor()
  await why.getByRole('button', { name: /^Delivery of gift baskets/ }).waitFor()
  await why.getByText('no objections: it was sent').waitFor()
  await why.getByText('unknown', { exact: true }).first().waitFor()
  await why.getByText('Good answer').waitFor()
  await why.getByText(/The contact confirmed it/).waitFor()
})

test('the figures for developers are folded until somebody wants them, and then stay open', async () => {
  const why = member.getByRole('dialog', { name: 'Why this answer' })
  const figures = why.getByText(/^Organisation: none published/)
  expect(await figures.isVisible()).toBe(false)
  await why.getByText('Details', { exact: true }).click()
  await figures.waitFor()
  await why.getByRole('button', { name: 'Close' }).click()
  await member.getByRole('log', { name: 'Messages' }).getByRole('button', { name: 'Why' }).first().click()

  await figures.waitFor()
})

test('a member says what they think of it, and the text opens as it was', async () => {
  const why = member.getByRole('dialog', { name: 'Why this answer' })
  await why.getByRole('button', { name: 'Bad answer' }).click()
  await why.getByRole('textbox', { name: 'Why? (optional)' }).fill('Says too much')
  await why.getByRole('button', { name: 'Save' }).click()
  await why.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
  await why.getByRole('button', { name: /^Delivery of gift baskets/ }).click()
  const article = member.getByRole('dialog', { name: ARTICLE.title })
  await article.getByText('Version 1, en, for everybody.', { exact: false }).waitFor()

  expect(await article.locator('mark').first().textContent()).toContain('3 business days')
})

test('what the contact confirmed is counted, and silence is not', async () => {
  await member.goto(`${stage.stack.url}/answers`)
  const figures = member.locator('dl[aria-label="Figures"]')
  const figureOf = (name: string) =>
    figures
      .locator('div')
      .filter({ has: member.getByText(name, { exact: true }) })
      .locator('dd')

  await expect.poll(() => figureOf('Confirmed').textContent()).toContain('1')
  expect(await figureOf('Assumed').textContent()).toBe('0')
  expect(await figureOf('Handed over').textContent()).toContain('1')
})

test('who has to be known writes an address and its code, and no other code will do', async () => {
  await addOrderTool(member.context(), stage.stack)
  const site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  widget = await openWidget(site)
  await write(widget, 'What about my order?')
  await widget.getByText('please write the e-mail address that we know you by').waitFor()
  await write(widget, 'ana@example.com')
  await widget.getByText('I sent a code of six digits to an…@example.com.').waitFor()
  const code = await mailedCode(stage.stack, 'ana@example.com')
  await write(widget, String((Number(code) + 1) % 1_000_000).padStart(6, '0'))
  await widget.getByText('That is not the code.').waitFor()
  await write(widget, code)

  await widget.getByText('The status is shipped.').waitFor()
  expect(await widget.getByRole('log').textContent()).not.toContain(code)
})

test('a call that may have happened is the member’s to do again or to give up', async () => {
  // As if the server had died over it.
  await passTime(
    stage.stack,
    "update ai_tool_call set status = 'running', ended_at = null, began_at = now() - interval '2 minutes'",
  )
  await member.goto(`${stage.stack.url}/inbox`)
  await member.getByRole('list', { name: 'Conversations' }).getByRole('link').first().click()
  const lost = member.getByRole('region', { name: 'Nobody knows how this ended: Order status' })
  await lost.getByText('It may have been done: no answer was kept.').waitFor()
  await lost.getByRole('button', { name: 'Do it again' }).click()

  await lost.waitFor({ state: 'detached' })
  await widget.getByText('Done: Order status.').waitFor()
})

test('a contact is erased with all that was said', async () => {
  const details = member.getByRole('complementary', { name: 'Details' })
  await details.getByRole('button', { name: 'Erase contact' }).click()
  await member.getByRole('button', { name: 'Erase for good' }).click()

  await member.getByText('The contact was erased.').first().waitFor()
  const list = member.getByRole('list', { name: 'Conversations' })
  await expect.poll(() => list.getByRole('link').count()).toBe(1)
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})

// Last: the pages complain of it.
test('what a killed server was writing is written by the next one, and stands there once', async () => {
  const site = await (await stage.stranger()).newPage()
  await site.goto(`${stage.stack.siteUrl}?lang=en`)
  const chat = await openWidget(site)
  await write(chat, 'How long does delivery of gift baskets take, and what does it cost?')
  await chat.locator('.draft').getByText(FIRST).waitFor()
  await stage.stack.crash()

  await chat.getByRole('button', { name: /^From the article/ }).waitFor()
  await expect.poll(() => chat.locator('.draft').count()).toBe(0)
  expect(await chat.locator('.other .bubble').filter({ hasText: FIRST }).count()).toBe(1)
})
