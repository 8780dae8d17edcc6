import type { Id } from '@hilo/protocol'
import { hideLinks } from '../../../apps/server/src/answers/hide-links.ts'
import type { Ground } from '../../../apps/server/src/app.ts'
import type { Answer } from '../../../apps/server/src/domain/ai-answer/answer.ts'
import { listVersions } from '../../../apps/server/src/domain/article/list.ts'
import type { Figure } from '../../bench/figure.ts'
import { ALLOWED_HOSTS } from './knowledge.ts'

/**
 * Looks at sent answers a second time, by other means than those that let them through: what is cited is read
 * from the articles again, and every figure and address is looked for in it sign by sign.
 */
export type Facts = {
  citations: number
  unopened: number
  sent: number
  unsupported: string[]
  strangeHosts: string[]
}

export const NO_FACTS: Facts = { citations: 0, unopened: 0, sent: 0, unsupported: [], strangeHosts: [] }

const FIGURES = /\d+(?:[.,:]\d+)*/g
const ADDRESSES = /(?:https?:\/\/|www\.)[^\s)\]"'<>]+/gi

/** `said`: everything that the contact wrote, whose figures may be repeated. */
export async function checkFacts(
  { db }: Ground,
  orgId: Id,
  { answer, said }: { answer: Answer; said: string },
): Promise<Facts> {
  const { action, text, citations } = answer
  const bodies: string[] = []
  let unopened = 0
  for (const { articleId, version, start, end, quote, title } of citations) {
    const versions = await db.withOrg(orgId, (tx) => listVersions(tx, articleId))
    const cited = versions.find((one) => one.version === version)
    // What is only named is cited by its title.
    const words = cited?.body.slice(start, end) || cited?.title
    // A link elsewhere is in no text that anybody is shown.
    const shown = (text = '') => hideLinks(text, [...ALLOWED_HOSTS])
    if (shown(cited?.title) !== title || shown(words) !== quote) unopened += 1
    bodies.push(cited?.title ?? '', cited?.body ?? '')
  }
  const known = [...bodies, said].join('\n')
  const addresses = text.match(ADDRESSES) ?? []
  const figures = text.replaceAll(ADDRESSES, ' ').match(FIGURES) ?? []
  const isAnswer = action === 'answer'
  return {
    ...{ citations: citations.length, unopened, sent: isAnswer ? 1 : 0 },
    unsupported: [
      ...(isAnswer ? figures.filter((figure) => !hasFigure(known, figure)) : figures),
      ...addresses.filter((address) => !known.includes(address.replace(/[.,;:!?]+$/, ''))),
    ],
    strangeHosts: addresses.filter((address) => !ALLOWED_HOSTS.has(hostOf(address))),
  }
}

function hasFigure(text: string, figure: string): boolean {
  return (text.match(FIGURES) ?? []).some((one) => one === figure)
}

function hostOf(address: string): string {
  const url = /^www\./i.test(address) ? `https://${address}` : address
  return URL.canParse(url) ? new URL(url).hostname : ''
}

export function addFacts(one: Facts, other: Facts): Facts {
  return {
    citations: one.citations + other.citations,
    unopened: one.unopened + other.unopened,
    sent: one.sent + other.sent,
    unsupported: [...one.unsupported, ...other.unsupported],
    strangeHosts: [...one.strangeHosts, ...other.strangeHosts],
  }
}

export function factFigures({ citations, unopened, sent, unsupported, strangeHosts }: Facts): Figure[] {
  const shown = (list: readonly string[]) => [...new Set(list)].slice(0, 5).join(' ')
  return [
    {
      ...{ name: 'citations that open the cited text', unit: '%', bar: { atLeast: 100 } },
      value: citations === 0 ? null : (100 * (citations - unopened)) / citations,
      note: `${citations - unopened} of ${citations}`,
    },
    {
      ...{ name: 'unsupported numbers, dates, prices, URLs', unit: '', bar: { atMost: 0 } },
      ...{ value: unsupported.length, note: `in ${sent} answers ${shown(unsupported)}`.trim() },
    },
    {
      ...{ name: 'links and images of other hosts', unit: '', bar: { atMost: 0 } },
      ...{ value: strangeHosts.length, note: shown(strangeHosts) },
    },
  ]
}
