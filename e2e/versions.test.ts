import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hear, say } from './phone.ts'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hilo-versions-'))

let stage: Stage
let member: BrowserContext
let page: Page
let phones: BrowserContext
let sam: Page
let tercera: Page
let key: string
const hashes: Record<'first' | 'reworded' | 'other' | 'crashing', string> = {} as never

beforeAll(async () => {
  stage = await raiseStage()
  member = await stage.member({ expected: /status of 400/ })
  page = await member.newPage()
  phones = await stage.stranger()
  sam = await phones.newPage()
  await sam.goto(stage.stack.phoneUrl('sam'))
  await say(sam, 'Hola')
  await hear(sam, '¿Para cuántas personas?')
  key = await aKey()
  cpSync(join(ROOT, 'examples/table-booking'), join(folder, 'reworded'), { recursive: true })
  const words = join(folder, 'reworded/words.ts')
  writeFileSync(words, readFileSync(words, 'utf8').replace('¿Para qué día?', '¿Qué día prefieren?'))
  hashes.reworded = deploy(join(folder, 'reworded/backend.ts'), 'other words')
  hashes.other = deploy(aBackend('other', "await chat.say('Hi'); await chat.ask('Name?')"), 'other questions')
  hashes.crashing = deploy(aBackend('crashing', 'await chat.ask(); process.exit(3)'), 'crashes')
  await page.goto(`${stage.stack.url}/backends/table-booking`)
  hashes.first = String(await page.getByText('Active version').locator('+ *').textContent())
}, 240_000)
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await stage?.close()
})

async function aKey(): Promise<string> {
  const body = { name: 'Build server', scopes: ['backends:deploy'], expiresAt: null }
  const made = await member.request.post(`${stage.stack.url}/v1/api-keys`, { data: body })
  return (await made.json()).key
}

function aBackend(name: string, run: string): string {
  const file = join(folder, `${name}.ts`)
  const declaration = `{ name: 'table-booking', async run(chat) { ${run} } }`
  writeFileSync(
    file,
    `import { defineBackend } from '@hilo/sdk'\nexport default defineBackend(${declaration})\n`,
  )
  return file
}

/** @returns the version as people name it. */
function deploy(file: string, note: string): string {
  const env = { ...process.env, VITEST: undefined, HILO_SERVER: stage.stack.url, HILO_API_KEY: key }
  const args = [join(ROOT, 'packages/sdk/bin/hilo.mjs'), 'deploy', file, '--note', note, '--json']
  const { stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout).version.hash.slice(0, 8)
}

const rowOf = (hash: string) =>
  page.getByRole('list', { name: 'All versions' }).getByRole('listitem').filter({ hasText: hash })
const dialog = () => page.getByRole('dialog')

test('named contacts try a version, and it is told who set that', async () => {
  await rowOf(hashes.reworded).getByText('with key Build server').waitFor()
  await rowOf(hashes.reworded).getByRole('button', { name: 'Test contacts' }).click()
  await dialog().getByRole('checkbox', { name: 'Sam Carter' }).check()
  await dialog().getByRole('button', { name: 'Try on 1 contact' }).click()

  const traffic = page.getByRole('list', { name: 'New runs' })
  await traffic.getByText(`1 test contact starts on version ${hashes.reworded}`).waitFor()
  await traffic.getByText('by Ana Ferreira').waitFor()
  await rowOf(hashes.reworded).getByRole('button', { name: 'Test contacts' }).click()
  expect(await dialog().getByRole('checkbox', { name: 'Sam Carter' }).isChecked()).toBe(true)
  await page.keyboard.press('Escape')
  await traffic.getByRole('button', { name: 'End draft' }).click()
  await traffic.getByText('test contact').waitFor({ state: 'detached' })
})

test('a run that waits is moved only after a replay has said which would go', async () => {
  await rowOf(hashes.first).getByRole('button', { name: 'Move runs' }).click()
  const target = dialog().getByRole('combobox', { name: 'To version' })
  await target.selectOption({ label: `${hashes.other}, other questions` })
  await dialog().getByRole('button', { name: 'Try it first' }).click()
  await dialog().getByText('0 runs would move, 1 would stay.').waitFor()
  await dialog().getByRole('list', { name: 'Runs that stay' }).getByText(/0001/).waitFor()
  await target.selectOption({ label: `${hashes.reworded}, other words` })
  await dialog().getByRole('button', { name: 'Try it first' }).click()
  await dialog().getByText('1 run would move, 0 would stay.').waitFor()
  await dialog().getByRole('button', { name: 'Move 1 run' }).click()
  await dialog().getByText('1 run was moved, 0 stayed.').waitFor()
  await dialog().getByRole('button', { name: 'Close' }).last().click()

  await rowOf(hashes.reworded).getByText('1 waiting').waitFor()
  await say(sam, 'Somos 3')
  await hear(sam, '¿Qué día prefieren?')
})

test('the list of runs is narrowed to a version', async () => {
  await rowOf(hashes.reworded).getByRole('link', { name: 'Show runs' }).click()
  await page.getByRole('link', { name: /Sam Carter/ }).waitFor()
  await page.getByRole('combobox', { name: 'Any version' }).selectOption(hashes.other)

  await page.getByText('No run matches').waitFor()
  await page.getByRole('combobox', { name: 'Any version' }).selectOption({ label: 'Any version' })
  await page.getByRole('link', { name: /Sam Carter/ }).waitFor()
})

test('a version that is paused says so where runs are looked at, and is started again there', async () => {
  await page.goto(`${stage.stack.url}/backends/table-booking`)
  await rowOf(hashes.crashing).getByRole('button', { name: 'Promote' }).click()
  await page.getByText(`New runs use version ${hashes.crashing}`).waitFor()
  for (const name of ['Primera', 'Segunda', 'Tercera']) {
    const phone = await aPhone(name)
    tercera = phone
    await say(phone, 'Hola')
    // Three processes in a row have to be started, and looked at until they are given up.
    const apology = phone.getByRole('log').getByText(/Algo no salió bien|Something went wrong/)
    await apology.waitFor({ timeout: 60_000 })
  }
  const words = `table-booking, version ${hashes.crashing}, is paused`
  for (const path of ['/inbox', '/backends/table-booking', '/runs']) {
    await page.goto(`${stage.stack.url}${path}`)
    if (path === '/inbox') await page.getByRole('link', { name: /Tercera/ }).click()
    await page.getByRole('status').getByText(words).waitFor()
  }
  await page.getByRole('button', { name: 'Start again' }).click()

  await page.getByText(words).waitFor({ state: 'detached' })
})

async function aPhone(name: string): Promise<Page> {
  const phone = await phones.newPage()
  await phone.goto(`${stage.stack.simulatorsUrl}/phones`)
  await phone.getByRole('textbox', { name: 'Name' }).fill(name)
  await phone.getByRole('button', { name: 'Add phone' }).click()
  await phone.getByRole('link', { name }).click()
  await phone.getByText('Business account').waitFor()
  return phone
}

test('what is wrong with a config is said in the language of the reader', async () => {
  await page.goto(`${stage.stack.url}/backends/table-booking`)
  await rowOf(hashes.first).getByRole('button', { name: 'Promote' }).click()
  await page.getByText(`New runs use version ${hashes.first}`).waitFor()
  const spanish = await (await stage.member({ locale: 'es-UY', expected: /status of 400/ })).newPage()
  await spanish.goto(`${stage.stack.url}/backends/table-booking?tab=config`)
  await spanish.getByLabel('maxGuests').fill('0')
  await spanish.getByLabel('maxGuests').press('Enter')

  await spanish.getByText(/Demasiado pequeño/).waitFor()
})

test('a run that failed for its code goes on with the version that is active now', async () => {
  await page.goto(`${stage.stack.url}/runs`)
  await page.getByRole('link', { name: /Failed Tercera/ }).click()
  await page.getByRole('button', { name: 'Retry run' }).click()
  const code = dialog().getByRole('combobox', { name: 'Code that goes on' })
  expect(await code.locator('option:checked').textContent()).toBe(`The active version, ${hashes.first}`)
  await dialog().getByRole('button', { name: 'Retry run' }).click()

  await hear(tercera, '¿Para cuántas personas?')
})

test('one run that waits is moved to the active version', async () => {
  await page.goto(`${stage.stack.url}/runs`)
  await page.getByRole('link', { name: /Sam Carter/ }).click()
  await page.getByRole('button', { name: 'Actions on this run' }).click()
  await page.getByRole('menuitem', { name: 'Move to the active version' }).click()
  await dialog().getByRole('button', { name: 'Move to the active version' }).click()

  await page.getByText('The run goes on with the active version').waitFor()
})

test('the dialogs fit a phone, and no page complained', async () => {
  const handset = await (await stage.member(HANDSET)).newPage()
  await handset.goto(`${stage.stack.url}/backends/table-booking`)
  const rowWith = (hasText: string) => handset.getByRole('listitem').filter({ hasText })
  for (const [version, name] of [
    ['other words', 'Test contacts'],
    [hashes.first, 'Move runs'],
  ] as const) {
    await rowWith(version).getByRole('button', { name }).tap()
    await handset.getByRole('dialog').waitFor()
    expect(await overflow(handset), name).toBe(0)
    await handset.getByRole('dialog').getByRole('button', { name: 'Close' }).first().tap()
  }

  expect(await overflow(handset)).toBe(0)
  expect(stage.complaints).toEqual([])
})
