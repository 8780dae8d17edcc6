import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { say } from './phone.ts'
import { shiftOf, watchShifts } from './shifts.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'
import { takePicture } from './take-picture.ts'

let stage: Stage
let office: Page
let phone: Page

beforeAll(async () => {
  stage = await raiseStage()
  office = await (await stage.member()).newPage()
  phone = await (await stage.stranger()).newPage()
  await phone.goto(stage.stack.phoneUrl('lucia'))
  await phone.getByText('Business account').waitFor()
  await say(phone, 'Hola, quisiera una mesa')
  await phone.getByText('¿Para cuántas personas?').waitFor()
})
afterAll(() => stage?.close())

const field = (name: string) => office.getByLabel(name, { exact: false })

test('a template is written with its preview, and waits for the platform', async () => {
  await office.goto(`${stage.stack.url}/settings/templates`)
  await office.getByRole('button', { name: 'New template' }).first().click()
  await office.getByRole('textbox', { name: 'Name' }).fill('weekend_menu')
  await office.getByRole('textbox', { name: 'Body' }).fill('Hola {{guest}}, ya está el menú.')
  await office.getByRole('button', { name: 'Send to WhatsApp' }).click()
  await office.getByText('Fill this in').waitFor()
  expect(await focused(office)).toBe('Sample for {{guest}}')
  await office.getByRole('textbox', { name: 'Sample for {{guest}}' }).fill('Lucía')
  await office.getByText('Hola Lucía, ya está el menú.').waitFor()
  await takePicture(office, 'template-form')
  await office.getByRole('button', { name: 'Send to WhatsApp' }).click()

  await office.getByText('weekend_menu').first().waitFor()
  await office.getByText('Under review').first().waitFor()
})

test('what a broadcast lacks is marked, and what the server refuses of it, at its field', async () => {
  // It is refused, which the console of the browser tells too.
  const other = await (await stage.member({ expected: /status of 400/ })).newPage()
  await other.goto(`${stage.stack.url}/broadcasts/new`)
  await other.getByRole('combobox', { name: 'Template' }).selectOption({ label: 'order_update (es)' })
  await other.getByRole('button', { name: 'Count and preview' }).click()
  await other.getByText('Fill this in.').first().waitFor()
  await other.getByText(/^\d+ fields to correct$/).waitFor()
  expect(await focused(other)).toBe('Name')
  await other.getByRole('textbox', { name: 'Name' }).first().fill('Lista')
  for (const source of await other.getByRole('combobox', { name: /^Value of/ }).all())
    await source.selectOption({ label: 'Name of the contact' })
  await other.getByRole('combobox', { name: 'Who gets it' }).selectOption('list')
  await other.getByRole('textbox', { name: 'Numbers' }).fill('+598 99 000 001')
  const evidence = other.getByRole('textbox', { name: 'How is it known that they allowed it?' })
  await evidence.fill('ok')
  await other.getByRole('button', { name: 'Count and preview' }).click()
  await other.getByText('Write at least 3 characters.').waitFor()
  await other.getByText('It was not counted: correct what is marked.').waitFor()

  expect(await focused(other)).toBe('How is it known that they allowed it?')
  expect(await evidence.getAttribute('aria-invalid')).toBe('true')
  await evidence.fill('A form in the shop')
  expect(await evidence.getAttribute('aria-invalid')).toBeNull()

  // The button that stays grey says why, and nothing is said to have a price.
  await other.getByRole('combobox', { name: 'Who gets it' }).selectOption('inbox')
  await other.getByRole('textbox', { name: 'Language' }).fill('ja')
  await other.getByRole('button', { name: 'Count and preview' }).click()
  await other.getByText('Nobody fits: loosen language, tags or days', { exact: true }).waitFor()
  expect(await other.getByText('Estimated price').count()).toBe(0)
  await other.context().close()
})

test('all that is wrong with a segment is told in one round, and each value by its place', async () => {
  const other = await (await stage.member({ locale: 'es-UY', colorScheme: 'dark' })).newPage()
  await other.goto(`${stage.stack.url}/broadcasts/new`)
  await other.getByRole('combobox', { name: 'Plantilla' }).selectOption({ label: 'order_update (es)' })
  await other.getByText('En la plantilla: «Hola {{guest}}, tu pedido').first().waitFor()
  await other.getByRole('textbox', { name: 'Atributos' }).fill('city Montevideo\n=x')
  await other.getByRole('textbox', { name: 'Idioma' }).fill('castellano')
  await other.getByLabel('Escribió desde').fill('2026-03-02')
  await other.getByLabel('Escribió por última vez antes de').fill('2026-03-01')
  await other.getByRole('spinbutton', { name: 'Mensajes por minuto como máximo' }).fill('0')
  await other.getByLabel('Empezar a las').fill('2020-01-01T10:00')
  await other.getByRole('button', { name: 'Contar y previsualizar' }).click()

  await other.getByText('Línea 1, «city Montevideo»: escribe un nombre, = y un valor').waitFor()
  await other.getByText('Línea 2, «=x»: falta el nombre delante de =.').waitFor()
  for (const label of ['Nombre', '{{guest}}: texto', '{{order}}: texto', 'Atributos', 'Idioma'])
    expect(await other.getByRole('textbox', { name: label }).getAttribute('aria-invalid'), label).toBe('true')
  for (const label of ['Escribió por última vez', 'Mensajes por minuto', 'Empezar a las'])
    expect(await other.getByLabel(label).getAttribute('aria-invalid'), label).toBe('true')
  await takePicture(other, 'broadcast-faults-es')
  await other.context().close()
})

test('a broadcast is counted, started, and shows what became of it', async () => {
  await office.goto(`${stage.stack.url}/broadcasts`)
  await office.getByRole('button', { name: 'New broadcast' }).click()
  await office.getByRole('combobox', { name: 'Template' }).selectOption({ label: 'order_update (es)' })
  await field('Name').first().fill('Fin de semana')
  for (const source of await office.getByRole('combobox', { name: /^Value of/ }).all()) {
    await source.selectOption({ label: 'Name of the contact' })
  }
  for (const other of await office.getByRole('textbox', { name: 'Where there is none' }).all()) {
    await other.fill('7f')
  }
  await office.getByRole('button', { name: 'Count and preview' }).click()
  await office.getByText(/As .+ gets it/).waitFor()
  await takePicture(office, 'broadcast-form')
  await office.getByRole('button', { name: 'Start', exact: true }).click()
  const question = office.getByRole('dialog', { name: 'Send order_update to one contact?' })
  await question.getByText('Estimated price: not known').waitFor()
  await takePicture(office, 'broadcast-question')
  await question.getByRole('button', { name: 'Not yet' }).click()
  await office.getByRole('button', { name: 'Start', exact: true }).click()
  await question.getByRole('button', { name: 'Start', exact: true }).click()

  await office.getByRole('heading', { name: 'Fin de semana' }).waitFor()
  await expect
    .poll(() => office.getByLabel('What became of it').first().textContent(), { timeout: 20_000 })
    .toMatch(/(Delivered|Read)1/)
  await office.getByRole('list', { name: 'Recipients' }).getByRole('listitem').waitFor()
  await takePicture(office, 'broadcast')
})

test('the figures of a template count the broadcast', async () => {
  await office.goto(`${stage.stack.url}/settings/templates`)
  const row = office
    .getByRole('listitem')
    .filter({ hasText: /order_updatees/ })
    .first()
  await row.getByText(/In 30 days: 1 sent, 1 delivered/).waitFor()
  await row.getByText('Figures by day').click()
  await row.getByText('Price: not known').waitFor()
  await takePicture(office, 'templates')
})

test('on a slow phone nothing that is shown of the templates jumps', async () => {
  const page = await (await stage.member(HANDSET)).newPage()
  await page.goto(`${stage.stack.url}/log`)
  await page.getByRole('heading').first().waitFor()
  await watchShifts(page)
  await page.goto(`${stage.stack.url}/settings/templates`)
  await page.getByRole('status').first().waitFor()
  await takePicture(page, 'handset-templates-loading')
  await page
    .getByText(/In 30 days: 1 sent/)
    .first()
    .waitFor()
  await takePicture(page, 'handset-templates')

  expect(await shiftOf(page)).toBeLessThan(0.02)
})

test('both fit a phone, in the dark and in Spanish', async () => {
  const url = office.url()
  for (const options of [HANDSET, { ...HANDSET, colorScheme: 'dark', locale: 'es-UY' } as const]) {
    const page = await (await stage.member(options)).newPage()
    for (const path of [url, `${stage.stack.url}/broadcasts`, `${stage.stack.url}/broadcasts/new`]) {
      await page.goto(path)
      await page.getByRole('heading').first().waitFor()
      expect(await overflow(page), path).toBe(0)
      await takePicture(
        page,
        `handset-${'locale' in options ? 'es' : 'en'}-${path.split('/').at(-1)?.slice(0, 9)}`,
      )
    }
  }
  expect(stage.complaints).toEqual([])
})

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { labels } = document.activeElement as HTMLInputElement
    return labels?.[0]?.firstChild?.textContent ?? undefined
  })
}
