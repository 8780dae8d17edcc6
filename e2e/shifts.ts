import type { Page } from 'playwright-core'

/**
 * Lets the server answer slowly from now on, and notes what jumps in each page that is opened: a page that is
 * answered at once shows nothing of what comes late. @returns what makes it as fast as before
 */
export async function watchShifts(page: Page): Promise<() => Promise<void>> {
  const network = await page.context().newCDPSession(page)
  const delay = async (latency: number) => {
    const rest = { offline: false, downloadThroughput: -1, uploadThroughput: -1 }
    await network.send('Network.emulateNetworkConditions', { ...rest, latency })
  }
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await delay(400)
  return () => delay(0)
}

/** How much has jumped in a page since it was opened: the sum of the parts of the window that moved. */
export async function shiftOf(page: Page): Promise<number> {
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)
  return shifts.reduce((sum, shift) => sum + shift, 0)
}
