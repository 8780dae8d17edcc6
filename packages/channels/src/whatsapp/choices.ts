import type { Choice, Content, ContentOf } from '@hilo/protocol'
import { haveUsableIds, menuOf, oneLine, uniqueTitles } from '../text/menu.ts'
import { fits, shorten, splitOffEnd, splitText } from '../text/split.ts'
import { TEXT_MAX_LENGTH } from './limits.ts'

/**
 * Shows a question with options in the best way WhatsApp has for it: up to three short ones as buttons, up to
 * ten as a list, anything else as a numbered menu. Nothing of the question or of a title is lost on the way;
 * one label over its limit would have the whole message refused.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-list-messages
 */

const BUTTON = { countMax: 3, titleMaxLength: 20, idMaxLength: 256, bodyMaxLength: 1024 }
const LIST = { countMax: 10, titleMaxLength: 24, idMaxLength: 200, bodyMaxLength: TEXT_MAX_LENGTH }
const DESCRIPTION_MAX_LENGTH = 72
const LIST_BUTTON_MAX_LENGTH = 20
const LIST_BUTTON = 'Options'

type Choices = ContentOf<'choices'>

/**
 * The messages that ask the question. The last one has the options; a text too long for it is sent before it.
 */
export function choicesParts(content: Choices): Content[] {
  const buttons = toButtons(content.choices)
  const choices = buttons ?? toRows(content.choices)
  if (!choices || content.text.trim() === '')
    return splitText(menuOf(content), TEXT_MAX_LENGTH).map(textContent)

  const [before, question] = splitOffEnd(content.text, (buttons ? BUTTON : LIST).bodyMaxLength)
  const texts = before === '' ? [] : splitText(before, TEXT_MAX_LENGTH).map(textContent)
  return [...texts, { ...content, text: question, choices }]
}

/** True when the options of a part are shown as buttons, false when as a list. */
export function areButtons({ choices, text }: Choices): boolean {
  return (
    choices.length <= BUTTON.countMax &&
    fits(text, BUTTON.bodyMaxLength) &&
    choices.every(({ title, description }) => !description && fits(title, BUTTON.titleMaxLength))
  )
}

/** The label that opens the list. */
export function listButtonOf({ button }: Choices): string {
  return shorten(oneLine(button ?? '') || LIST_BUTTON, LIST_BUTTON_MAX_LENGTH)
}

/** The options as buttons; undefined when one of them does not fit as it is. */
function toButtons(choices: readonly Choice[]): Choice[] | undefined {
  if (choices.length > BUTTON.countMax || !haveUsableIds(choices, BUTTON.idMaxLength)) return undefined
  const titles = uniqueTitles(choices, BUTTON.titleMaxLength)
  const isWhole = choices.every(
    ({ title, description }) => !description && fits(oneLine(title), BUTTON.titleMaxLength),
  )
  // A numbered title may be cut to make room for its number: then a list has more room.
  const isUncut = titles.every((title, at) => title.startsWith(oneLine(choices[at]?.title ?? '')))
  return isWhole && isUncut
    ? choices.map(({ id }, at) => ({ id: id.trim(), title: titles[at] ?? '' }))
    : undefined
}

/** The options as rows of a list; a title that was cut stands whole in the description. */
function toRows(choices: readonly Choice[]): Choice[] | undefined {
  if (choices.length > LIST.countMax || !haveUsableIds(choices, LIST.idMaxLength)) return undefined
  const titles = uniqueTitles(choices, LIST.titleMaxLength)
  const rows = choices.map((choice, at) => {
    const title = titles[at] ?? ''
    const whole = title.startsWith(oneLine(choice.title)) ? '' : oneLine(choice.title)
    const description = [whole, oneLine(choice.description ?? '')].filter((text) => text !== '').join(' - ')
    return { id: choice.id.trim(), title, ...(description !== '' && { description }) }
  })
  return rows.every(({ description }) => fits(description ?? '', DESCRIPTION_MAX_LENGTH)) ? rows : undefined
}

function textContent(text: string): ContentOf<'text'> {
  return { type: 'text', text }
}
