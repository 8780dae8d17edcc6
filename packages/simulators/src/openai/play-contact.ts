import { DEMO_MARK } from '@hilo/protocol'
import { wordsOf } from './answer-from-passages.ts'
import type { Prompt } from './prompt.ts'
import { nameOfLanguage, type Tongue, tongueOf } from './tongues.ts'

/**
 * How the simulated provider plays a contact with a goal, and judges what came of it: by what stands in the
 * prompt alone, and by rules that anybody can foresee. A contact says what they want, in the words that are
 * quoted where there are any, one after the other; tells what they know to who asks for it; agrees; presses a
 * button when nothing else is left; and is content once the business wrote what makes them so.
 */

const PART = (name: string) => new RegExp(String.raw`<${name}>\n([\s\S]*?)\n?</${name}>`)
const CARD = /They want: ([\s\S]*?)\nThey know:\n([\s\S]*?)\nThey are content when:\n([\s\S]*)$/
const QUOTED = /["“«]([^"“”«»]+)["”»]/g
const FIGURE = /\d+(?:[.,:]\d+)*/g
const QUESTION = /[^.!?\n]*\?/g
const BUTTON = /^\s*\[([^\]]+)\]$/m
const YES_OR_NO = /\b(yes or no|s[ií] o no|sim ou n[aã]o)(?!\p{L})/iu
/** So many of its words say that something was said. */
const SHARE_MIN = 0.5

const SAYS: Record<Tongue, { yes: string; thanks: string }> = {
  en: { yes: 'Yes', thanks: 'Thank you, that is all.' },
  es: { yes: 'Sí', thanks: 'Gracias, eso es todo.' },
  pt: { yes: 'Sim', thanks: 'Obrigado, é só isso.' },
}

type Talk = { contact: string[]; business: string[] }
type Card = { wants: string; facts: { name: string; value: string }[]; criteria: string[]; tongue: Tongue }

/** Whether a call plays a contact or judges for them: that is somebody else than who answers. */
export function isOfContact({ shape }: Pick<Prompt, 'shape'>): boolean {
  return shape === 'contact' || shape === 'goal'
}

/** The value that was asked for; null when it is about no contact with a goal. */
export function playContact({ shape, messages }: Pick<Prompt, 'shape' | 'messages'>): unknown {
  const all = messages.map(({ text }) => text).join('\n')
  const partOf = (name: string) => PART(name).exec(all)?.[1] ?? ''
  if (shape === 'goal') return judged(linesOf(partOf('criteria')), talkIn(all))
  if (shape !== 'contact') return null
  const [, wants = '', known = '', content = ''] = CARD.exec(partOf('contact')) ?? []
  const language = /\bOne short message in ([A-Z]\p{L}+)/u.exec(all)?.[1]
  const tongue = language ? nameOfLanguage(language) : tongueOf(wants)
  return written({ wants, facts: factsIn(known), criteria: linesOf(content), tongue }, talkIn(all))
}

function written(card: Card, talk: Talk) {
  const { criteria, tongue } = card
  const isContent = talk.business.length > 0 && criteria.every((one) => isSaid(one, talk.business))
  if (isContent) return { isContent, isDone: true, text: marked(SAYS[tongue].thanks) }
  const text = nextWords(card, talk)
  return { isContent, isDone: text === null, text: text === null ? '' : marked(text) }
}

/** Null: they give up. */
function nextWords({ wants, facts, tongue }: Card, { contact, business }: Talk): string | null {
  const last = business.at(-1) ?? ''
  const wasSaid = (text: string) => contact.some((said) => plain(said).includes(plain(text)))
  const question = (last.match(QUESTION) ?? []).join(' ')
  const asked = facts.find(
    ({ name, value }) => !wasSaid(value) && question && shareOf(wordsOf(name), question) >= SHARE_MIN,
  )
  if (asked) return `${asked.name}: ${asked.value}`
  if (YES_OR_NO.test(last)) return SAYS[tongue].yes
  const quoted = quotesIn(wants)
  const left = (quoted.length > 0 ? quoted : [wants]).find((text) => !wasSaid(text))
  const button = BUTTON.exec(last)?.[1]
  return left ?? (button !== undefined && !wasSaid(button) ? button : null)
}

function judged(criteria: readonly string[], { business }: Talk) {
  const all = criteria.map((criterion, at) => {
    const isMet = isSaid(criterion, business)
    const why = marked(isMet ? 'The business wrote this.' : 'The business wrote nothing of this.')
    return { number: at + 1, why, isMet }
  })
  return { criteria: all, verdict: all.every(({ isMet }) => isMet) ? 'met' : 'unmet' }
}

/** What is quoted in it word for word; else its figures, and half of its words. */
function isSaid(criterion: string, business: readonly string[]): boolean {
  const text = business.join('\n')
  const quoted = quotesIn(criterion)
  if (quoted.length > 0) return quoted.every((words) => plain(text).includes(plain(words)))
  const figures = new Set<string>(text.match(FIGURE))
  const hasFigures = (criterion.match(FIGURE) ?? []).every((figure) => figures.has(figure))
  return hasFigures && shareOf(wordsOf(criterion), text) >= SHARE_MIN
}

function shareOf(words: ReadonlySet<string>, text: string): number {
  const said = wordsOf(text)
  return words.size === 0 ? 1 : [...words].filter((word) => said.has(word)).length / words.size
}

/** What each wrote; a line that goes on begins with two spaces. */
function talkIn(all: string): Talk {
  const talk: Talk = { contact: [], business: [] }
  for (const one of (PART('conversation').exec(all)?.[1] ?? '').split(/\n(?! {2})/)) {
    const [, who, text = ''] = /^(Contact|Business): ([\s\S]*)$/.exec(one) ?? []
    const said = who === 'Contact' ? talk.contact : talk.business
    if (who) said.push(text.replaceAll('\n  ', '\n'))
  }
  return talk
}

function factsIn(known: string): Card['facts'] {
  return linesOf(known).flatMap((line) => {
    const [, name, value] = /^([^:]+): (.+)$/.exec(line) ?? []
    return name && value ? [{ name, value }] : []
  })
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.replace(/^(- |\d+\. )/, ''))
}

function quotesIn(text: string): string[] {
  return [...text.matchAll(QUOTED)].map(([, words = '']) => words.trim())
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

function marked(text: string): string {
  return `${DEMO_MARK} ${text}`
}
