/**
 * What a conversation in the terminal shows: lines for people, or one JSON value a line for programs. Each
 * happening is a value first, so both show the same.
 */
import type { Content, JournalEntry, RunFailure } from '@hilo/protocol'
import type { AiCall } from '../../testing/ai-doubles.ts'
import { wordsOf } from '../../testing/transcript.ts'
import type { Terminal } from '../command.ts'
import { paintOn, type Style } from '../paint.ts'
import { printable } from '../printable.ts'

type Happening =
  | { readonly type: 'heard'; readonly text: string }
  | { readonly type: 'sent'; readonly content: Content }
  | {
      readonly type: 'step'
      readonly name: string
      readonly attempt: number
      readonly idempotencyKey: string
    }
  | ({ readonly type: 'ai' } & AiCall)
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'status'; readonly status: string; readonly about: string | null }
  | { readonly type: 'journal'; readonly entries: readonly JournalEntry[] }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string | null }
  | { readonly type: 'diverged'; readonly failure: RunFailure }
  | { readonly type: 'reloaded'; readonly ms: number }
  | { readonly type: 'note'; readonly text: string }

export type Show = (happening: Happening) => void

/** Shows on this terminal. What a person has typed is on it already and is not repeated. */
export function showOn({ stdin, stdout, env }: Terminal, isJson: boolean): Show {
  const paint = paintOn({ stdout, env })
  return (happening) => {
    if (isJson) {
      stdout.write(`${JSON.stringify(happening)}\n`)
      return
    }
    if (happening.type === 'heard' && stdin.isTTY) return
    const { text, style } = linesOf(happening)
    const shown = printable(text)
    stdout.write(`${style ? paint(style, shown) : shown}\n`)
  }
}

function linesOf(happening: Happening): { text: string; style?: Style } {
  switch (happening.type) {
    case 'heard':
      return { text: `> ${happening.text}` }
    case 'sent':
      return { text: messageOf(happening.content), style: 'cyan' }
    case 'step':
      return { text: `   step '${happening.name}'${again(happening.attempt)}`, style: 'dim' }
    case 'ai':
      return {
        text: `   chat.ai.${happening.name}: ${happening.fault ?? JSON.stringify(happening.said)}`,
        style: 'dim',
      }
    case 'log':
      return { text: `   log: ${happening.text}`, style: 'dim' }
    case 'status':
      return { text: `-- ${happening.status}${happening.about ? `: ${happening.about}` : ''}`, style: 'dim' }
    case 'journal':
      return { text: happening.entries.map(entryOf).join('\n') || '-- the journal is empty' }
    case 'failed':
      return { text: `-- ${happening.message}${indented(happening.stack)}`, style: 'red' }
    case 'diverged':
      return { text: divergenceOf(happening.failure), style: 'yellow' }
    case 'reloaded':
      return { text: `-- reloaded in ${happening.ms} ms`, style: 'dim' }
    case 'note':
      return { text: happening.text, style: 'dim' }
  }
}

function messageOf(content: Content): string {
  const text = `< ${wordsOf(content).replaceAll('\n', '\n  ')}`
  if (content.type === 'form') return `${text}\n  [${content.button}]: /form {"field": "value"}`
  if (content.type !== 'choices') return text
  const menu = content.choices.map(({ title, description, back }, index) => {
    return `  ${back ? 0 : index + 1}. ${title}${description ? ` (${description})` : ''}`
  })
  return [text, ...menu].join('\n')
}

function again(attempt: number): string {
  return attempt === 1 ? '' : `, attempt ${attempt}`
}

/** One entry of a journal, on one line. */
function entryOf({ position, kind, name, value, content }: JournalEntry): string {
  const what = content
    ? wordsOf(content).replaceAll(/\s+/g, ' ')
    : value === null
      ? ''
      : JSON.stringify(value)
  const called = name && !content ? `'${name}' ` : ''
  return `   ${position.padEnd(11)}${kind.padEnd(9)}${called}${what}`.trimEnd()
}

function divergenceOf({ code, message, expected, actual }: RunFailure): string {
  if (!expected || !actual) return `-- the new code fails here (${code}): ${message}`
  const side = ({ position, kind, name }: typeof expected) => `${position} ${kind}${name ? ` '${name}'` : ''}`
  return [
    '-- the new code does something else than this conversation did',
    `   recorded: ${side(expected)}`,
    `   now:      ${side(actual)}`,
  ].join('\n')
}

function indented(stack: string | null): string {
  return stack ? `\n${stack.replaceAll(/^\s*/gm, '   ')}` : ''
}
