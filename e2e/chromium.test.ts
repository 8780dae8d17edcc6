import { expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'

test('the browser opens a page, draws its text and takes a picture', async () => {
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.setContent('<h1 style="display: inline-block">Hola</h1>')

  const { width } = (await page.getByRole('heading', { name: 'Hola' }).boundingBox()) ?? { width: 0 }
  const picture = await page.screenshot()

  expect(width).toBeGreaterThan(20)
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  await browser.close()
})
