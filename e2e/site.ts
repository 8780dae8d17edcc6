import type { Frame, FrameLocator, Page } from 'playwright-core'

/** What a visitor does on the demo site, whose policy is strict, and in the widget's frame on it. */

/** Presses the launcher and waits until the chat is there. The site may be in a frame of the page. */
export async function openWidget(page: Page, site: Page | FrameLocator = page): Promise<Frame> {
  // The launcher lives in a closed shadow root; its host stands where it does.
  await site.locator('hilo-widget').click()
  const frame = await frameOf(page)
  await frame.getByRole('dialog', { name: 'Casa Lumbre' }).waitFor()
  return frame
}

/** Types a message and sends it with Enter. */
export async function write(widget: Frame, text: string): Promise<void> {
  const field = widget.getByRole('textbox', { name: 'Write a message…' })
  await field.fill(text)
  await field.press('Enter')
}

/** Presses one of the answers on offer, by its name or its place, and returns its name. */
export async function choose(widget: Frame, place: number): Promise<string> {
  const answer = widget.getByRole('log').getByRole('list').last().getByRole('button').nth(place)
  const name = (await answer.textContent()) ?? ''
  await answer.click()
  return name
}

async function frameOf(site: Page): Promise<Frame> {
  const find = () => site.frames().find((frame) => frame.url().includes('/widget/frame/'))
  while (!find()) await site.waitForEvent('framenavigated')
  return find() as Frame
}
