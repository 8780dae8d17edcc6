import type { Frame, Page } from 'playwright-core'

/**
 * When a text was first seen in a page, by the page's own clock, and when a person last did something there.
 * Pages of one machine share the clock, so that the two can be subtracted; what the test itself takes does
 * not count.
 */

type Marks = { seen: Record<string, number>; actedAt: number }
type Watched = { hiloMarks?: Marks }

/** Begins to look; what stands there already counts as seen now. */
export async function watch(page: Page | Frame): Promise<void> {
  await page.evaluate(() => {
    const marks: Marks = { seen: {}, actedAt: 0 }
    ;(window as Watched).hiloMarks = marks
    const look = () => {
      const now = Date.now()
      for (const element of document.querySelectorAll('p, span, div.bubble')) {
        const text = element.textContent?.trim()
        if (text) marks.seen[text] ??= now
      }
    }
    const act = () => {
      marks.actedAt = Date.now()
    }
    addEventListener('keydown', act, true)
    addEventListener('click', act, true)
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
    look()
  })
}

/** When a key or the pointer was last pressed there. */
export async function actedAt(page: Page | Frame): Promise<number> {
  return page.evaluate(() => (window as Watched).hiloMarks?.actedAt ?? 0)
}

/** When this very text, and nothing else beside it, was first there. Waits for it. */
export async function seenAt(page: Page | Frame, text: string): Promise<number> {
  const handle = await page.waitForFunction((wanted) => (window as Watched).hiloMarks?.seen[wanted], text, {
    timeout: 20_000,
  })
  return (await handle.jsonValue()) as number
}

export type Lag = { text: string; ms: number }

/**
 * Says what was measured, whether it is good or not. Most of them tell how the product is; the longest one
 * tells how busy the machine was, too.
 */
export function printLags(title: string, lags: readonly Lag[]): { median: number; longest: number } {
  const sorted = lags.map(({ ms }) => ms).toSorted((a, b) => a - b)
  const [median, longest] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0]
  const list = lags.map(({ text, ms }) => `${ms} ms "${text.slice(0, 32)}"`).join(', ')
  process.stdout.write(`${title}: at most ${longest} ms over ${lags.length} messages: ${list}\n`)
  return { median, longest }
}
