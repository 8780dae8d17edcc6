import type { Choice, ContentOf } from '@hilo/protocol'
import { fits, shorten } from './split.ts'

/** What every way of showing options needs, whatever the platform has for it: labels, ids, numbered lines. */

/**
 * Platforms refuse ids with outer spaces, so they are sent without; an id that would have to be cut, or that
 * is no longer unique, could not be told from another in the answer.
 */
export function haveUsableIds(choices: readonly Choice[], maxLength: number): boolean {
  const ids = choices.map(({ id }) => id.trim())
  return new Set(ids).size === ids.length && ids.every((id) => id !== '' && fits(id, maxLength))
}

/**
 * Titles of at most `maxLength` characters; one that is there already gets a number, as equal ones are
 * refused or could not be told apart.
 */
export function uniqueTitles(choices: readonly Choice[], maxLength: number): string[] {
  const titles = new Set<string>()
  for (const choice of choices) {
    const whole = oneLine(choice.title) || oneLine(choice.id)
    let title = shorten(whole, maxLength)
    for (let number = 2; titles.has(title); number++) {
      const suffix = ` (${number})`
      title = shorten(whole, maxLength - suffix.length) + suffix
    }
    titles.add(title)
  }
  return [...titles]
}

/**
 * The question with its options as numbered lines, the one that leads back as 0: a contact answers with the
 * number or the title.
 */
export function menuOf({ text, choices }: ContentOf<'choices'>): string {
  const lines = choices.map(({ title, description, back }, at) => {
    const detail = description ? ` - ${oneLine(description)}` : ''
    return `${back ? 0 : at + 1}. ${oneLine(title)}${detail}`
  })
  return [text.trim(), lines.join('\n')].filter((part) => part !== '').join('\n\n')
}

/** The text without line breaks and doubled spaces, as labels have to be. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
