import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishArticle } from './ai.ts'
import { HANDSET, overflow, raiseStage, type Stage, smallTargets } from './stage.ts'

// How AI answers is written, published and taken back by two members; what it may do is described.

let stage: Stage
let page: Page

beforeAll(async () => {
  stage = await raiseStage()
  // Who saves too late is refused, and so is a tool that cannot be called: the browser's console tells both.
  page = await (await stage.member({ expected: /status of 4(00|09)/ })).newPage()
})
afterAll(() => stage?.close())

const tone = (of: Page) => of.getByRole('textbox', { name: 'Tone', exact: true })
const press = (of: Page, name: string) => of.getByRole('button', { name, exact: true }).click()

test('instructions hold once they are published, and are put back into force from their history', async () => {
  await page.goto(`${stage.stack.url}/settings/ai/instructions`)
  await tone(page).fill('Calm.')
  await press(page, 'Save draft')
  await page.getByText('Later changes are a draft.').waitFor()
  await press(page, 'Publish')
  await page.getByText('Version 1 is in force.').waitFor()
  await tone(page).fill('Lively.')
  await press(page, 'Publish')
  await page.getByText('Version 2 is in force.').waitFor()

  await press(page, 'Put back into force')
  await page.getByText('Version 1 is in force.', { exact: true }).waitFor()
  const newest = page.getByRole('list', { name: 'Versions' }).getByRole('listitem').first()
  await newest.getByText('What changed').click()
  await newest.getByText('− Calm.').waitFor()
  await newest.getByText('+ Lively.').waitFor()
})

test('who is overtaken while writing is told, and loses nothing', async () => {
  // What was said of earlier saves is gone with the page that said it.
  await page.reload()
  const other = await page.context().newPage()
  await other.goto(page.url())
  await tone(other).fill('Mine.')
  await tone(page).fill('Theirs.')
  await press(page, 'Save draft')
  await page.getByText('The draft was saved.').first().waitFor()

  await press(other, 'Save draft')
  await other
    .getByRole('alert')
    .getByText(/saved meanwhile/)
    .waitFor()
  expect(await tone(other).inputValue()).toBe('Mine.')
  await press(other, 'Keep mine')
  await press(other, 'Save draft')
  await other.getByText('The draft was saved.').first().waitFor()
  await other.close()
})

test('who places articles is chosen beside the providers, once it is said what goes there', async () => {
  const article = { title: 'Where are you?', body: 'Behind the market, at number 7.' }
  await publishArticle(page.context(), stage.stack, article)
  await publishArticle(page.context(), stage.stack, { ...article, title: 'Alarm?', audience: 'internal' })
  await page.goto(`${stage.stack.url}/settings/ai?tab=providers`)
  await page.getByText('internal ones too, are sent to this provider').waitFor()
  const choice = page.getByLabel('Who compares meaning')
  await choice.focus()
  await page.keyboard.press('ArrowDown')
  const asks = page.getByRole('dialog', { name: 'Send your articles to the included provider?' })
  await asks.getByText(/^\d+ articles?, in \d+ parts?/).waitFor()
  expect(await asks.getByRole('definition').allTextContents()).toEqual(expect.arrayContaining(['1', '1']))
  await page.keyboard.press('Escape')
  await expect.poll(() => choice.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await choice.inputValue()).toBe('')

  await choice.selectOption('installation')
  await asks.getByRole('link', { name: 'Say it under Your prices' }).click()
  const model = page.getByRole('textbox', { name: 'Model', exact: true }).last()
  await expect.poll(() => model.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await model.inputValue()).toBe('hilo-demo-embedding')
  await press(page, 'Cancel')
  expect(page.url()).not.toContain('prices')
  await press(page, 'Change')
  await press(page, 'Cancel')
  expect(await page.locator(':focus').textContent()).toBe('Change')

  await choice.selectOption('installation')
  await press(page, 'Send them')

  await page.getByText(/^Ready, but not in use yet/).waitFor()
  await page.reload()
  await page.getByText(/^Ready, but not in use yet/).waitFor()
  expect(await page.getByLabel('Who compares meaning').inputValue()).toBe('installation')
})

test('who puts voice notes into words is chosen, with a model, and stays chosen', async () => {
  await page.goto(`${stage.stack.url}/settings/ai`)
  const when = page.getByRole('combobox', { name: 'Transcribe voice notes' })
  const model = page.getByRole('textbox', { name: 'Model that hears' })
  await when.selectOption({ label: 'Always, as soon as it comes' })
  await model.fill(' ')
  await press(page, 'Save')
  await page.getByText('Say which model does it.').waitFor()
  await model.fill('whisper-1')
  await press(page, 'Save')
  await page.getByText('Saved. It holds for what comes from now on.').first().waitFor()

  await page.reload()
  await expect.poll(() => when.inputValue()).toBe('always')
  expect(await model.inputValue()).toBe('whisper-1')
})

test('a tool says what is wrong at its field, and never shows its secret again', async () => {
  await page.goto(`${stage.stack.url}/settings/ai/tools`)
  await page.getByRole('button', { name: 'Add a tool' }).first().click()
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Order status')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('order_status')
  await page.getByRole('textbox', { name: 'When it is used' }).fill('Looks an order up.')
  const url = page.getByRole('textbox', { name: 'Address' })
  await url.fill('https://api.shop.example/orders/{order_id}')
  await page.getByRole('button', { name: 'Add a tool: Secret headers' }).click()
  await page.getByLabel('Value').fill('canary-of-a-secret')
  await press(page, 'Save')
  await page
    .getByText('{order_id} is no field, nothing in one, and nothing that the server knows')
    .first()
    .waitFor()
  expect(await url.getAttribute('aria-invalid')).toBe('true')
  // What was corrected is not marked any more.
  await url.fill('https://api.shop.example/orders')
  expect(await url.getAttribute('aria-invalid')).toBeNull()
  await page.getByLabel('Before it is done').selectOption({ label: 'A member approves it' })
  await page.getByLabel('Who may approve it').selectOption({ label: 'Named members' })
  await press(page, 'Save')
  await page.getByText('Tick at least one member, or let others approve it.').waitFor()
  await page.getByText('It was not saved: correct what is marked.').waitFor()
  await page.getByLabel('Who may approve it').selectOption({ label: 'Any agent' })

  await url.fill('https://api.shop.example/orders?phone={contact.phone}')
  await page.getByLabel('Method').selectOption('POST')
  await press(page, 'As JSON Schema')
  const schema = page.getByLabel('The fields as JSON Schema')
  await schema.fill(JSON.stringify(orderOf({ type: 'string', oneOf: [] })))
  await press(page, 'Replace the fields')
  await page.getByText('items[].sku has "oneOf"').waitFor()
  await schema.fill(JSON.stringify(orderOf({ type: 'string', pattern: '^[A-Z]-' })))
  await press(page, 'Replace the fields')
  const skus = page.getByRole('list', { name: 'Fields of Items' }).getByRole('textbox', { name: 'Name' })
  expect(await skus.inputValue()).toBe('sku')
  await press(page, 'Save')
  await page.getByText('Order status was saved.').first().waitFor()
  await page.getByRole('link', { name: 'Change Order status' }).click()
  // It has an address of its own.
  await page.reload()
  expect(await page.getByLabel('Value').inputValue()).toBe('')
  expect(await page.content()).not.toContain('canary-of-a-secret')
})

function orderOf(sku: Record<string, unknown>) {
  const items = { type: 'array', items: { type: 'object', properties: { sku } } }
  return { type: 'object', properties: { items }, required: ['items'] }
}

test('all that is wrong with a tool is marked at once, and a field without a name is not dropped', async () => {
  await page.goto(`${stage.stack.url}/settings/ai/tools/new`)
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Order status')
  await page.getByRole('textbox', { name: 'When it is used' }).fill('Looks an order up.')
  await press(page, 'Add a field')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://api.shop.example/{town}')
  await page.getByRole('textbox', { name: 'Hosts it may go to' }).fill('other.example')
  await press(page, 'Save')

  await page.getByText('Give the field a name, such as order_id, or take it out.').waitFor()
  const marked = page.locator('[aria-invalid="true"]')
  expect(
    await marked.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).labels?.[0]?.textContent)),
  )
    // The name of the tool, and that of the field.
    .toEqual(['Title', 'Name', 'Label', 'Name', 'Address', 'Hosts it may go toone on each line'])
  await expect.poll(() => title.evaluate((one) => one === document.activeElement)).toBe(true)
  await press(page, 'Remove the field')
  expect(await page.locator(':focus').textContent()).toBe('As JSON Schema')
  expect(await page.getByText('Give the field a name').count()).toBe(0)
})

test('what was typed of a tool is not lost by a way to another page', async () => {
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('Orders')
  await page.getByRole('button', { name: 'Back to the tools' }).click()
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
  await press(page, 'Stay')
  expect(await title.inputValue()).toBe('Orders')
  await page.getByRole('button', { name: 'Back to the tools' }).click()
  await press(page, 'Leave')
  await page.getByText('Order status', { exact: true }).waitFor()
})

test('what a micro-backend declares is switched on, and its calls have a page', async () => {
  await page.getByText('table-booking, version').waitFor()
  await page.getByRole('link', { name: 'Set up Free tables' }).click()
  await page.getByText('date, guests').waitFor()
  await page.getByLabel('Date').fill('2030-12-30')
  await page.getByLabel('Guests').fill('2')
  await page.getByLabel('The code really runs').check()
  await press(page, 'Try it')
  await page.getByText(/^It ran for \d+ ms\./).waitFor()
  await page.getByLabel('Before it is done').selectOption({ label: 'The contact says yes' })
  await press(page, 'Save')
  await page.getByText('Free tables was saved.').first().waitFor()
  const row = page.getByRole('list', { name: 'Of micro-backends' }).getByRole('listitem')
  await row.getByText('The contact says yes').waitFor()

  await page.getByRole('link', { name: 'Calls of tools' }).click()
  await page.getByText('No calls').waitFor()
  await page.goBack()
})

test('on a phone nothing runs out of the page', async () => {
  const phone = await (await stage.member(HANDSET)).newPage()
  await phone.goto(`${stage.stack.url}/settings/ai/instructions`)
  await tone(phone).waitFor()
  expect(await overflow(phone)).toBe(0)
  expect(await smallTargets(phone)).toEqual([])
  await phone.goto(`${stage.stack.url}/settings/ai/tools`)
  await phone.getByRole('link', { name: 'Change Order status' }).click()
  await phone.getByRole('textbox', { name: 'Address' }).waitFor()
  expect(await overflow(phone)).toBe(0)
  expect(await smallTargets(phone)).toEqual([])
  await phone.goto(`${stage.stack.url}/settings/ai/tools/code/table-booking/freeTables`)
  await phone.getByText('date, guests').waitFor()
  expect(await overflow(phone)).toBe(0)
  expect(await smallTargets(phone)).toEqual([])
  expect(stage.complaints).toEqual([])
})
