import type { ModelMessage } from '../model/model.ts'

/** A piece of knowledge as a model is shown it, under a name that means nothing outside of the prompt. */
export type Passage = { readonly id: string; readonly title: string; readonly text: string }

/** What marks where data begins and ends; whoever writes it in an article or a message opens nothing by it. */
const MARKS = /<(?=\/?\s*(?:passages?|contact|tool|system|rules)\b)/gi

/** Text of others as a part of a prompt: it cannot pretend to be the end of its own frame. */
export function framed(text: string): string {
  return text.replace(MARKS, '‹').replaceAll('\u0000', '')
}

/** The passages of an answer, as data. */
export function passagesMessage(passages: readonly Passage[]): ModelMessage {
  const blocks = passages.map(({ id, title, text }) => {
    const name = framed(title).replace(/["\n\r<>]/g, ' ')
    return `<passage id="${id}" title="${name}">\n${framed(text)}\n</passage>`
  })
  return { role: 'user', text: blocks.join('\n') }
}
