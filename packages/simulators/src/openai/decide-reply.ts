import { DEMO_MARK } from '@hilo/protocol'
import { takeFirst } from '../meta/faults.ts'
import { findInPassages } from './answer-from-passages.ts'
import { countTokens } from './count-tokens.ts'
import { editByRule } from './edit-by-rule.ts'
import { fillSchema } from './fill-schema.ts'
import type { Fault, Line, Reply } from './inputs.ts'
import { obey } from './obey.ts'
import type { OpenAi } from './openai.ts'
import { isOfContact, playContact } from './play-contact.ts'
import type { Prompt } from './prompt.ts'

/** What is said, in the words in which it is sent one after the other. */
export type Decided = {
  words: string[]
  toolCalls: { id: string; name: string; arguments: string }[]
  finish: 'stop' | 'length' | 'content_filter' | 'tool_calls'
  cachedTokens: number
  reasoningTokens: number
}

const NOTHING_FOUND = `${DEMO_MARK} Nothing in the passages answers this.`
const NOT_LOOKED_AT = `${DEMO_MARK} A picture that nobody looked at.`
/** Portuguese: what is asked here is asked in English or Spanish. */
const WRONG_LANGUAGE = 'Infelizmente não entendi bem a pergunta, mas mesmo assim respondo em português.'
const WORD = /\s*\S+/g

/** The fault that this call runs into, counted down; null when there is none for it. */
export function takeFault(
  { faults }: OpenAi,
  prompt: Pick<Prompt, 'model' | 'messages'> & { shape?: string | null },
): Fault | null {
  return takeFirst(
    faults,
    ({ match, shape }) =>
      (match === undefined || match === prompt.model || hits(prompt, match)) &&
      (shape === undefined || shape === prompt.shape),
  )
}

/**
 * By the last script that fits, else by rules: a contact with a goal, an edit of a text, or what the passages
 * of the prompt say.
 */
export function decideReply(openai: OpenAi, prompt: Prompt, fault: Fault | null): Decided {
  if (fault?.kind === 'empty')
    return asDecided({ finish: 'stop', cachedTokens: 0, reasoningTokens: 0 }, prompt)
  const reply = obeyed(openai, prompt) ?? takeLine(openai, prompt) ?? { ...PLAIN, text: byRule(prompt) }
  return asDecided(fault?.kind === 'wrong_language' ? inWrongLanguage(reply, prompt) : reply, prompt)
}

/** The same in another language; where a shape is asked for, in that shape: only its words are wrong. */
function inWrongLanguage({ text = '', ...reply }: Reply, { schema }: Prompt): Reply {
  if (!schema) return { ...reply, text: WRONG_LANGUAGE }
  const value: Record<string, unknown> = JSON.parse(text)
  return { ...reply, text: JSON.stringify('text' in value ? { ...value, text: WRONG_LANGUAGE } : value) }
}

const PLAIN: Reply = { finish: 'stop', cachedTokens: 0, reasoningTokens: 0 }

function obeyed({ settings: { obeys } }: OpenAi, prompt: Prompt): Reply | null {
  return obeys && obey(prompt, obeys)
}

function takeLine({ lines }: OpenAi, prompt: Prompt): Reply | null {
  const line = lines.findLast(
    ({ match, shape }) =>
      (match === undefined || hits(prompt, match)) &&
      (shape === undefined ? !isOfContact(prompt) : shape === prompt.shape),
  )
  if (!line) return null
  countDown(lines, line)
  return line.reply
}

function countDown(lines: Line[], line: Line): void {
  if (line.times === null) return
  line.times -= 1
  if (line.times === 0) lines.splice(lines.indexOf(line), 1)
}

function hits({ messages }: Pick<Prompt, 'messages'>, match: string): boolean {
  return messages.at(-1)?.text.toLowerCase().includes(match.toLowerCase()) ?? false
}

function byRule(prompt: Prompt): string {
  const played = playContact(prompt)
  if (played !== null) return JSON.stringify(played)
  const edited = prompt.schema ? null : editByRule(prompt)
  if (edited !== null) return edited
  const pictures = prompt.messages.reduce((sum, message) => sum + message.pictures, 0)
  const seen = prompt.messages.flatMap((message) => message.seen ?? [])
  if (pictures > 0 && !prompt.schema) {
    return seen.length === 0 ? NOT_LOOKED_AT : `${DEMO_MARK} ${seen.join(' ')}`
  }
  const found = findInPassages(prompt)
  if (prompt.schema) return JSON.stringify(fillSchema(prompt.schema, found))
  return found.length === 0 ? NOTHING_FOUND : `${DEMO_MARK} ${found.map(({ text }) => text).join(' ')}`
}

/** No more than the call allows, as a provider bills it: the count ends in the middle of a sentence. */
function asDecided(reply: Reply, { outputTokensMax }: Prompt): Decided {
  const { text = '', toolCalls = [], cachedTokens, reasoningTokens } = reply
  const calls = toolCalls.map(({ name, arguments: given }, index) => ({
    ...{ id: `call_${index + 1}_${name}`, name, arguments: JSON.stringify(given) },
  }))
  const all = text.match(WORD) ?? []
  const words = outputTokensMax === null ? all : firstOf(all, outputTokensMax - reasoningTokens)
  const isCut = words.length < all.length
  const finish = isCut ? 'length' : calls.length > 0 ? 'tool_calls' : reply.finish
  return { words, toolCalls: isCut ? [] : calls, finish, cachedTokens, reasoningTokens }
}

function firstOf(words: readonly string[], tokensMax: number): string[] {
  let left = tokensMax
  const until = words.findIndex((word) => {
    left -= countTokens(word)
    return left < 0
  })
  return until < 0 ? [...words] : words.slice(0, until)
}

/** What was said so far, as it is billed. */
export function countOutput(text: string, calls: Decided['toolCalls'], reasoningTokens: number): number {
  const asked = calls.reduce((sum, call) => sum + countTokens(call.name) + countTokens(call.arguments), 0)
  return countTokens(text) + asked + reasoningTokens
}
