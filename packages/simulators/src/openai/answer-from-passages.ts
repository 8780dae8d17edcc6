import type { Prompt } from './prompt.ts'

/**
 * How the simulated provider answers without a script: with sentences of the passages that it was given, and
 * with nothing else. A passage is `<passage id="...">text</passage>` in any message; the question is the last
 * thing that a person said outside of them.
 */

export type Found = { text: string; passageId: string; start: number; end: number; quote: string }

const PASSAGE = /<passage\s+id="([^"]*)"(?:\s+title="([^"]*)")?[^>]*>([\s\S]*?)<\/passage>/g
/** A point inside an address or a number ends nothing. */
const SENTENCE = /(?:[^.!?\n]|[.!?](?=[^\s.!?]))+[.!?]*/g
const WORD = /[\p{L}\p{N}]{3,}/gu
/** Without accents and cut like the words: they ask, and say nothing of what about. */
const ASKING = new Set(
  `what which when where who whose how why the and for you your our are was were can could would will does did
  has have had not but with from about this that there any some much many please tell know want need like get
  que cual cuale cuand dond donde quien como por para con los las una uno unos unas del sus mis tus esta este
  esto hay puedo puede pued puede tiene tiene tengo quier hace hacen cuant mucho mucha algo algun favor decir
  qual quais quand onde quem com uma uns umas dos das seu sua voce voces posso pode podem tenho tem quant
  muito muita esse essa isso isto`
    .split(/\s+/)
    .map((word) => word.slice(0, 5)),
)
const SENTENCES_MAX = 2
/** So much of the question has to be in a sentence. */
const SHARE_MIN = 0.4
/** Or so much of it in the sentence and the title of its passage. */
const TITLE_SHARE_MIN = 0.6

/** The sentences that have most words of the question; none when no passage has enough of them. */
export function findInPassages({ messages }: Prompt): Found[] {
  const asked = wordsOf(questionOf(messages))
  if (asked.size === 0) return []
  const sentences = messages.flatMap(({ text }) => [...text.matchAll(PASSAGE)].flatMap(sentencesOf))
  return (
    sentences
      .map(({ title, ...sentence }) => {
        const said = wordsOf(sentence.text)
        const named = sharedBy(asked, new Set([...said, ...wordsOf(title)]))
        return { sentence, share: sharedBy(asked, said), named }
      })
      // The answer to a question that an article is named after seldom repeats it.
      .filter(({ share, named }) => share >= SHARE_MIN || named >= TITLE_SHARE_MIN)
      .sort((one, other) => other.share + other.named - one.share - one.named)
      .slice(0, SENTENCES_MAX)
      .map(({ sentence }) => sentence)
  )
}

function questionOf(messages: Prompt['messages']): string {
  const said = messages.findLast(({ role }) => role === 'user')
  return said?.text.replaceAll(PASSAGE, ' ').trim() ?? ''
}

/** A heading is no sentence: it ends with no point, and has no figure in it. */
const STATES = /[.!?]$|\d/

function sentencesOf([, passageId = '', title = '', passage = '']: RegExpMatchArray): (Found & {
  title: string
})[] {
  return [...passage.matchAll(SENTENCE)].flatMap((match) => {
    const quote = match[0].trim()
    const start = match.index + match[0].indexOf(quote)
    if (!STATES.test(quote)) return []
    return [{ text: withoutMarks(quote), passageId, start, end: start + quote.length, quote, title }]
  })
}

/** Without accents and endings: five letters are enough to tell words apart. */
export function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = (plain.match(WORD) ?? []).map((word) => word.slice(0, 5))
  return new Set(words.filter((word) => !ASKING.has(word)))
}

function sharedBy(asked: Set<string>, said: Set<string>): number {
  let shared = 0
  for (const word of asked) if (said.has(word)) shared += 1
  return shared / asked.size
}

/** As people read it, and a model would write it. */
function withoutMarks(markdown: string): string {
  return markdown.replace(/^[-*#>]+\s+/, '').replaceAll(/\*\*|__|`/g, '')
}
