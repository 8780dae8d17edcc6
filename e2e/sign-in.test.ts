import { afterAll, beforeAll, expect, test } from 'vitest'
import { HANDSET, overflow, raiseStage, type Stage } from './stage.ts'

// A browser writes every refused request to its console; here they are what is tested.
const REFUSED = /status of 401/

let stage: Stage

beforeAll(async () => {
  stage = await raiseStage()
})
afterAll(() => stage?.close())

test('a stranger is led to the sign-in page, whichever page they asked for', async () => {
  const page = await (await stage.stranger({ expected: REFUSED })).newPage()
  await page.goto(`${stage.stack.url}/playground`)

  await page.getByRole('heading', { name: 'Sign in to Hilo' }).waitFor()
  expect(new URL(page.url()).searchParams.get('next')).toBe('/playground')
})

test('a wrong password is told in words, and what was typed is kept', async () => {
  const page = await (await stage.stranger({ expected: REFUSED })).newPage()
  await page.goto(`${stage.stack.url}/sign-in`)
  await page.getByLabel('E-mail').fill('ana@casalumbre.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()

  const alert = page.getByRole('alert')
  await alert.getByText('That e-mail and password do not belong together.').waitFor()
  expect(await page.getByLabel('E-mail').inputValue()).toBe('ana@casalumbre.example')
})

test('the printed link signs in once, and only once; who signs out is a stranger again', async () => {
  const first = await (await stage.stranger({ expected: REFUSED })).newPage()
  await first.goto(stage.stack.oneTimeLink)
  await first.getByRole('navigation', { name: 'Main' }).waitFor()
  expect(new URL(first.url()).pathname).toBe('/playground')

  const second = await (await stage.stranger({ expected: REFUSED })).newPage()
  await second.goto(stage.stack.oneTimeLink)
  await second.getByRole('heading', { name: 'Sign in to Hilo' }).waitFor()
  await second.getByText('That link was used already').waitFor()
  expect(new URL(second.url()).searchParams.get('next')).toBe('/playground')

  await first.goto(stage.stack.oneTimeLink)
  await first.getByText('That link was used before. You are signed in already.').waitFor()
  expect(new URL(first.url()).pathname + new URL(first.url()).search).toBe('/playground')

  await first.getByRole('button', { name: 'Account and preferences' }).click()
  await first.getByRole('menuitem', { name: 'Sign out' }).click()
  await first.getByRole('heading', { name: 'Sign in to Hilo' }).waitFor()
  await first.goto(`${stage.stack.url}/inbox`)
  await first.getByRole('heading', { name: 'Sign in to Hilo' }).waitFor()
})

test('the sign-in page fits a phone, in Spanish too', async () => {
  for (const locale of ['en-US', 'es-UY']) {
    const page = await (await stage.stranger({ ...HANDSET, locale, expected: REFUSED })).newPage()
    await page.goto(`${stage.stack.url}/sign-in`)
    await page.getByRole('heading').waitFor()
    expect(await overflow(page)).toBe(0)
  }
})

test('no page complained', () => {
  expect(stage.complaints).toEqual([])
})
