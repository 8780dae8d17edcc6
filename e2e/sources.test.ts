import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPage, type FixtureSite, startSite } from '../apps/server/src/testing/site.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'

let site: FixtureSite
let stage: Stage
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
  office = await (await stage.member({ expected: /filename=virus\.exe/ })).newPage()
})
afterAll(async () => {
  await stage?.close()
  await site?.close()
})

test('a site is added, is read while one looks on, and says what it took and what not', async () => {
  await office.goto(`${stage.stack.url}/knowledge/sources`)
  await office.getByText('No sources yet').waitFor()
  await picture(office, 'sources-empty')
  await office.getByRole('button', { name: 'Add site' }).click()
  await office.getByRole('textbox', { name: 'Address' }).fill(`${site.url}/`)
  await office.getByRole('textbox', { name: 'Name' }).fill('Help centre')
  await office.getByRole('spinbutton', { name: 'Milliseconds' }).fill('150')
  await picture(office, 'source-form')
  await office.getByRole('button', { name: 'Read now' }).click()

  await office.getByText(/\d+ of \d+ pages/).waitFor()
  await picture(office, 'source-running')
  await office.getByText('Read', { exact: true }).waitFor()
  await office.getByText('The site’s robots.txt does not allow it').waitFor()
  await picture(office, 'source-done')
  await office.getByRole('combobox', { name: 'Show pages' }).selectOption({ label: 'Gone' })
  await office.getByText('Missing once').waitFor()
})

test('files are dropped on the page: one becomes a source, one is refused with its reason', async () => {
  await office.goto(`${stage.stack.url}/knowledge/sources`)
  await office.getByText('Help centre').waitFor()
  await drop(office, [
    { name: 'faq.csv', text: 'question,answer\nDo you ship?,Everywhere\nDo you repair?,Yes\n' },
    { name: 'virus.exe', text: 'MZ' },
  ])

  await office.getByText('Only PDF, DOCX, Markdown').waitFor()
  await office.getByText('2 articles').waitFor()
  await picture(office, 'sources')
  await office.getByRole('button', { name: 'Dismiss virus.exe' }).click()
  await office.getByText('faq.csv').click()
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
  await picture(page, 'handset-sources')
  await page.getByText('Help centre').click()
  await page.getByText('El robots.txt del sitio no lo permite').waitFor()
  expect(await overflow(page)).toBe(0)
  await picture(page, 'handset-source')
  expect(stage.complaints).toEqual([])
})

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

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HILO_PICTURES
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
