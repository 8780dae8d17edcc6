import { DEMO_MARK } from '@hilo/protocol'
import type { Prompt } from './prompt.ts'
import { nameOfLanguage, phrasesOf, type Tongue, tongueOf, WORDS } from './tongues.ts'

/**
 * What the simulated provider makes of a text that it is to put into other words, and of a conversation that
 * it is to sum up: by rules that anybody can foresee, marked as a demo. It understands nothing.
 */

const TEXT = /<text>\n?([\s\S]*?)\n?<\/text>/
const TALK = /<conversation>\n?([\s\S]*?)\n?<\/conversation>/
/** How a connection is tested. */
const ONE_WORD = /\bAnswer with the one word: (\p{L}+)/u
/** A point inside an address or a number ends nothing. */
const SENTENCE = /(?:[^.!?\n]|[.!?](?=[^\s.!?]))+[.!?]*/g
/** What a message must not lose: figures, links, addresses, and what stands in brackets. */
const FACT = /\d|https?:|@|\[/
const SHOWN_MAX = 160
const ASKED_MAX = 5

type Edit = (text: string, tongue: Tongue) => string

const EDITS: readonly (readonly [RegExp, Edit])[] = [
  [/\bMake it shorter\b/, shorten],
  [/\bMake it friendlier\b/, befriend],
  [/\bMend spelling\b/, mend],
]

/** The edited text or the summary; null: nothing of the kind was asked for. */
export function editByRule({ messages }: Pick<Prompt, 'messages'>): string | null {
  const order = messages.find(({ role }) => role === 'system' || role === 'developer')?.text ?? ''
  const said = messages.findLast(({ role }) => role === 'user')?.text ?? ''
  const word = ONE_WORD.exec(order)?.[1]
  if (word !== undefined) return `${DEMO_MARK} ${word}`
  const text = TEXT.exec(said)?.[1]
  const talk = TALK.exec(said)?.[1]
  if (text !== undefined) {
    const bare = text.replaceAll(DEMO_MARK, '').trim()
    const edit = EDITS.find(([sign]) => sign.test(order))?.[1]
    if (edit) return `${DEMO_MARK} ${edit(bare, tongueOf(bare))}`
    const into = /\bTranslate\b.*\binto ([A-Z]\p{L}+)/u.exec(order)?.[1]
    if (into) return `${DEMO_MARK} ${translate(bare, into)}`
  }
  const language = /\bSummarise\b[\s\S]*\bWrite in ([A-Z]\p{L}+)/u.exec(order)?.[1]
  return talk !== undefined && language ? sumUp(talk, language) : null
}

/** The first sentence, every one with a fact in it and the last question, without words that add nothing. */
function shorten(text: string, tongue: Tongue): string {
  const sentences = text.match(SENTENCE)?.map((one) => one.trim()) ?? []
  const lastQuestion = sentences.findLastIndex((one) => one.endsWith('?'))
  const kept = sentences.filter((one, at) => at === 0 || at === lastQuestion || FACT.test(one))
  const filler = new RegExp(String.raw`(?<!\p{L})(?:${WORDS[tongue].fillers.join('|')})(?!\p{L}),?\s*`, 'giu')
  const short = kept.map((one) => capital(one.replaceAll(filler, ''))).filter((one) => /\p{L}|\d/u.test(one))
  return short.join(' ') || text
}

function befriend(text: string, tongue: Tongue): string {
  const { greeting, hello, closing } = WORDS[tongue]
  const greeted = greeting.test(text) ? text : `${hello} ${text}`
  return `${greeted.replace(/([\p{L}\d])$/u, '$1.')} ${closing}`
}

/** Capitals, spaces, full stops, and the slips that are most often made. */
function mend(text: string, tongue: Tongue): string {
  const { slips } = WORDS[tongue]
  const spelled = text.replaceAll(/\p{L}+/gu, (word) => slips[word.toLowerCase()] ?? word)
  const spaced = spelled.replaceAll(/[ \t]+/g, ' ').replaceAll(/ +([,.;!?])/g, '$1')
  return capital(spaced.replaceAll(/([.!?] )(\p{Ll})/gu, (_, end, letter) => end + letter.toUpperCase()))
    .replaceAll(/,(?=\p{L})/gu, ', ')
    .replace(/([\p{L}\d])$/u, '$1.')
}

/** Words that are in the table, one by one; all others stay as they are. */
function translate(text: string, language: string): string {
  const phrases = phrasesOf(language)
  if (!phrases) return `(${language}) ${text}`
  const known = Object.keys(phrases).sort((one, other) => other.length - one.length)
  const any = new RegExp(String.raw`(?<!\p{L})(?:${known.join('|')})(?!\p{L})`, 'giu')
  return text.replaceAll(any, (found) => {
    const other = phrases[found.toLowerCase()] ?? found
    return /^\p{Lu}/u.test(found) ? capital(other) : other
  })
}

/** What the contact wrote from the beginning on, what they were told last, and whether they wait. */
function sumUp(talk: string, language: string): string {
  const turns = turnsIn(talk)
  const said = (who: Speaker) => turns.filter((turn) => turn.who === who).map(({ text }) => text)
  const [asked, told] = [said('Contact').filter(isTelling), said('Business').at(-1)]
  const words = WORDS[nameOfLanguage(language)]
  // The beginning says what they came for, the end what they want now.
  const some = asked.filter((_, at) => at === 0 || at > asked.length - ASKED_MAX)
  return [
    ...some.map((text, at) => `- ${at === 0 ? `${DEMO_MARK} ` : ''}${words.asked}: ${shown(text)}`),
    ...(told === undefined ? [] : [`- ${words.told}: ${shown(told)}`]),
    `- ${turns.at(-1)?.who === 'Contact' ? words.waits : words.answered}`,
  ].join('\n')
}

type Speaker = 'Contact' | 'Business'

/**
 * What was said, with all that was said in a row as one: a picture stands below what was written to it. What
 * nobody wrote has how it was read in brackets behind who said it, and keeps that.
 */
function turnsIn(talk: string): { who: Speaker; text: string }[] {
  const turns: { who: Speaker; text: string }[] = []
  for (const line of talk.split('\n')) {
    const [, who, how, text] = /^\s*(Contact|Business)(?: (\([^)]*\)))?: (.*)$/.exec(line) ?? []
    if (who !== 'Contact' && who !== 'Business') continue
    const said = [how, text?.trim()].filter(Boolean).join(' ')
    const last = turns.at(-1)
    if (last?.who === who) last.text += ` · ${said}`
    else turns.push({ who, text: said })
  }
  return turns
}

/** A greeting says nothing of what they came for. */
function isTelling(text: string, at: number, all: readonly string[]): boolean {
  return at === all.length - 1 || text.split(/\s+/).length > 2
}

function shown(text: string): string {
  const bare = text.replaceAll(DEMO_MARK, '').trim()
  return bare.length > SHOWN_MAX ? `${bare.slice(0, SHOWN_MAX - 1)}…` : bare
}

function capital(text: string): string {
  return text.replace(/^[¡¿"«\s]*\p{Ll}/u, (start) => start.toUpperCase())
}
