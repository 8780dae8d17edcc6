import type { Choice, Content, ContentOf } from '@hilo/protocol'
import { haveUsableIds, menuOf, oneLine, uniqueTitles } from '../../text/menu.ts'
import { fits, splitOffEnd, splitText } from '../../text/split.ts'
import type { Platform } from './platform.ts'

/**
 * Shows a question with options as quick replies. They have no room for a long title or a description, and
 * Instagram shows them on phones only: then the text has the options as numbered lines as well, and the quick
 * replies what fits of the titles. More options than there can be quick replies are numbered lines alone.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies
 */

const COUNT_MAX = 13
const TITLE_MAX_LENGTH = 20
const PAYLOAD_MAX_LENGTH = 1000

/** The messages that ask the question; only the last has the quick replies, which are gone with the next. */
export function choicesParts(content: ContentOf<'choices'>, { text: { max, size } }: Platform): Content[] {
  const { choices } = content
  const canBeQuick = choices.length <= COUNT_MAX && haveUsableIds(choices, PAYLOAD_MAX_LENGTH)
  if (!canBeQuick) return splitText(menuOf(content), max, size).map(textContent)

  const whole = content.text.trim() !== '' && choices.every(isShown) ? content.text : menuOf(content)
  const [before, question] = splitOffEnd(whole, max, size)
  const texts = before === '' ? [] : splitText(before, max, size).map(textContent)
  return [...texts, { type: 'choices', text: question, choices: quickReplies(choices) }]
}

function isShown({ title, description }: Choice): boolean {
  return !description && oneLine(title) !== '' && fits(oneLine(title), TITLE_MAX_LENGTH)
}

/** Distinct titles: an answer that is typed, or comes without its payload, still names one of them. */
function quickReplies(choices: readonly Choice[]): Choice[] {
  const titles = uniqueTitles(choices, TITLE_MAX_LENGTH)
  return choices.map(({ id }, at) => ({ id: id.trim(), title: titles[at] ?? '' }))
}

function textContent(text: string): ContentOf<'text'> {
  return { type: 'text', text }
}
