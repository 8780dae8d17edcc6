import type { Browser, BrowserContext, BrowserContextOptions, ConsoleMessage, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { type Environment, type Stack, startStack } from './stack.ts'

/** The product and a browser in front of it. Whatever any page complains of is kept. */
export type Stage = {
  readonly stack: Stack
  /**
   * Errors of consoles and scripts, and refusals by a content security policy, in every page and frame so
   * far.
   */
  readonly complaints: readonly string[]
  /** A browser of somebody nobody knows. */
  stranger(options?: Options): Promise<BrowserContext>
  /** A browser in which the owner of the demo org is signed in. */
  member(options?: Options): Promise<BrowserContext>
  close(): Promise<void>
}

type Options = BrowserContextOptions & {
  /** Complaints that belong to what is tested: a refused password, a connection that was cut. */
  expected?: RegExp
}

const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-US',
  colorScheme: 'light',
}

/** A phone: 390 pixels wide, and fingers. */
export const HANDSET: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}

/** Starts both. Whoever starts it closes it. */
export async function raiseStage(environment: Environment = {}): Promise<Stage> {
  const stack = await startStack(environment)
  const browser = await launchChromium().catch((error) => stack.stop().then(() => Promise.reject(error)))
  const complaints: string[] = []
  let cookies: BrowserContextOptions['storageState']

  const stranger = ({ expected, ...options }: Options = {}) =>
    openContext(browser, { ...DESKTOP, ...options }, (complaint) => {
      if (!expected?.test(complaint)) complaints.push(complaint)
    })

  async function signIn(): Promise<BrowserContextOptions['storageState']> {
    const context = await stranger()
    const page = await context.newPage()
    await page.goto(stack.oneTimeLink)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    const state = await context.storageState()
    await context.close()
    return state
  }

  return {
    stack,
    complaints,
    stranger,
    async member(options) {
      cookies ??= await signIn()
      return stranger({ ...options, storageState: cookies })
    },
    async close() {
      await browser.close()
      await stack.stop()
    },
  }
}

/**
 * A browser context that tells `complain` of every error in any of its pages and frames: of a script, in the
 * console, and what a content security policy refused, which the console tells too.
 */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions,
  complain: (complaint: string) => void,
): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(20_000)
  context.on('console', (message) => {
    if (message.type() === 'error') complain(sentenceOf(message))
  })
  context.on('weberror', (error) => complain(`script: ${error.error().stack ?? error.error().message}`))
  return context
}

function sentenceOf(message: ConsoleMessage): string {
  return `${message.page()?.url() ?? 'a worker'}: ${message.text()} (${message.location().url})`
}

/**
 * What of a phone's page is lower than the 44 pixels that a finger needs, by its words. Links among words are
 * as high as those.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const heightOf = (one: Element) => {
      const whole = one.matches('[type=checkbox], [type=radio]') ? (one.closest('label') ?? one) : one
      // Some are larger to a finger than they look.
      const around = Number.parseFloat(getComputedStyle(one, '::after').height) || 0
      return Math.max(whole.getBoundingClientRect().height, around)
    }
    return [...document.querySelectorAll('button, a[href], summary, select, textarea, input')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1)
      .filter((one) => !one.matches('a') || getComputedStyle(one).display !== 'inline')
      .filter((one) => heightOf(one) < 44)
      .map((one) => one.getAttribute('aria-label') ?? one.textContent ?? one.outerHTML)
  })
}

/** How many pixels the page is wider than its window: more than none can be scrolled sideways. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
