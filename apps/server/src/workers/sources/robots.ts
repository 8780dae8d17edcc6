import type { Egress } from '@hilo/runtime'
import robotsModule from 'robots-parser'
import { type Answer, fetchPage, ROBOT } from './fetch-page.ts'

/** What a site lets a robot do. https://www.rfc-editor.org/rfc/rfc9309 */
export type Robots = {
  mayRead(place: string): boolean
  /** How long it wants from one request to the next. */
  delayMs: number
  sitemaps: string[]
}

/** Its types speak of a default export, and it is one itself. */
const robotsParser = robotsModule as unknown as typeof robotsModule.default

/** 2.5 of the RFC: what is longer may be ignored. */
const BYTES_MAX = 500 * 1_024
const DELAY_MAX_MS = 30_000

/**
 * The rules of an origin: none when it has no such file, and a failure when it cannot be had, for then
 * nothing may be read (2.3.1.4).
 */
export async function readRobots(
  egress: Egress,
  origin: string,
  signal: AbortSignal,
): Promise<Robots | Extract<Answer, { type: 'failed' }>> {
  const url = `${origin}/robots.txt`
  const answer = await fetchPage(egress, { url, follows: true, signal })
  if (answer.type === 'failed') {
    const { status } = answer
    const isRefusal = status !== null && status >= 400 && status < 500 && status !== 429
    return isRefusal ? rulesOf(url, '') : answer
  }
  return rulesOf(url, answer.type === 'page' ? answer.bytes.subarray(0, BYTES_MAX).toString('utf8') : '')
}

function rulesOf(url: string, text: string): Robots {
  const rules = robotsParser(url, text)
  return {
    mayRead: (place) => rules.isAllowed(place, ROBOT) ?? true,
    delayMs: Math.min((rules.getCrawlDelay(ROBOT) ?? 0) * 1_000, DELAY_MAX_MS),
    sitemaps: rules.getSitemaps(),
  }
}
