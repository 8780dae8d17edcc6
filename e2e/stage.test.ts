import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openContext, overflow, smallTargets } from './stage.ts'

const POLICY = '<meta http-equiv="content-security-policy" content="script-src \'none\'">'

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

test('the browser opens a page, draws its text and takes a picture', async () => {
  const page = await browser.newPage()
  await page.setContent('<h1 style="display: inline-block">Hola</h1>')

  const { width } = (await page.getByRole('heading', { name: 'Hola' }).boundingBox()) ?? { width: 0 }
  const picture = await page.screenshot()

  expect(width).toBeGreaterThan(20)
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  await page.close()
})

test('a script that throws, an error in the console and a broken policy are complaints', async () => {
  const complaints: string[] = []
  const context = await openContext(browser, {}, (complaint) => complaints.push(complaint))
  const page = await context.newPage()

  await page.setContent(
    '<script>console.error("first"); setTimeout(() => { throw new Error("second") })</script>',
  )
  await page.setContent(`${POLICY}<script>document.title = "third"</script>`)
  await expect.poll(() => complaints).toHaveLength(3)

  expect(complaints).toEqual([
    expect.stringContaining('first'),
    expect.stringMatching(/^script: .*second/),
    expect.stringContaining('violates the following Content Security Policy'),
  ])
})

test('a page that is wider than its window is noticed', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
  await page.setContent('<body style="margin: 0"><p style="width: 400px">wide</p></body>')

  expect(await overflow(page)).toBe(10)
})

test('what is too low for a finger is told by its words, and what looks low and is not', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
  await page.setContent(`<style>.wide { position: relative } .wide::after { content: ''; position: absolute; inset: -20px 0 }</style>
    <button style="height: 43px">Low</button> <button style="height: 44px">High</button>
    <button class="wide" style="height: 20px">Wide</button> <p>Words with <a href="#">a link</a></p>
    <label style="display: block; height: 44px"><input type="checkbox">Tick</label>`)

  expect(await smallTargets(page)).toEqual(['Low'])
})
