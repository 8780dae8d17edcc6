import { expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openContext, overflow } from './stage.ts'

const POLICY = '<meta http-equiv="content-security-policy" content="script-src \'none\'">'

test('a script that throws, an error in the console and a broken policy are complaints', async () => {
  const browser = await launchChromium()
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
  await browser.close()
})

test('a page that is wider than its window is noticed', async () => {
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
  await page.setContent('<body style="margin: 0"><p style="width: 400px">wide</p></body>')

  expect(await overflow(page)).toBe(10)
  await browser.close()
})
