import type { Prompt } from './prompt.ts'

/**
 * How the simulated provider answers without a script: with sentences of the passages that it was given, and
 * with nothing else. A passage is `<passage id="...">text</passage>` in any message; the question is the last
 * thing that a person said outside of them.
 */

export type Found = { text: string; passageId: string; start: number; end: number; quote: string }

const PASSAGE = /<passage\s+id="([^"]*)"[^>]*>([\s\S]*?)<\/passage>/g
/** A point inside an address or a number ends nothing. */
const SENTENCE = /(?:[^.!?\n]|[.!?](?=[^\s.!?]))+[.!?]*/g
const WORD = /[\p{L}\p{N}]{3,}/gu
const SENTENCES_MAX = 2
/** So much of the question has to be in a sentence. */
const SHARE_MIN = 0.3

/** The sentences that have most words of the question; none when no passage has enough of them. */
export function findInPassages({ messages }: Prompt): Found[] {
  const asked = wordsOf(questionOf(messages))
  if (asked.size === 0) return []
  const sentences = messages.flatMap(({ text }) => [...text.matchAll(PASSAGE)].flatMap(sentencesOf))
  return sentences
    .map((sentence) => ({ sentence, share: sharedBy(asked, wordsOf(sentence.text)) }))
    .filter(({ share }) => share >= SHARE_MIN)
    .sort((one, other) => other.share - one.share)
    .slice(0, SENTENCES_MAX)
    .map(({ sentence }) => sentence)
}

export function questionOf(messages: Prompt['messages']): string {
  const said = messages.findLast(({ role }) => role === 'user')
  return said?.text.replaceAll(PASSAGE, ' ').trim() ?? ''
}

function sentencesOf([, passageId = '', passage = '']: RegExpMatchArray): Found[] {
  return [...passage.matchAll(SENTENCE)].flatMap((match) => {
    const quote = match[0].trim()
    const start = match.index + match[0].indexOf(quote)
    return quote === '' ? [] : [{ text: quote, passageId, start, end: start + quote.length, quote }]
  })
}

/** Without accents and endings: five letters are enough to tell words apart. */
function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return new Set((plain.match(WORD) ?? []).map((word) => word.slice(0, 5)))
}

function sharedBy(asked: Set<string>, said: Set<string>): number {
  let shared = 0
  for (const word of asked) if (said.has(word)) shared += 1
  return shared / asked.size
}
