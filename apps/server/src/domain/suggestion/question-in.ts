import { asksForPerson, smallTalkIn } from '@hilo/ai'

const SENTENCE_END = /\n+|(?<=[.!?])\s+/

/**
 * What somebody asks beside greetings, thanks, complaints and the wish for a person; empty where that is all
 * they wrote.
 */
export function questionIn(text: string): string {
  const parts = text.split(SENTENCE_END).map((part) => part.trim())
  return parts.filter((part) => part !== '' && !isBare(part)).join(' ')
}

function isBare(part: string): boolean {
  return smallTalkIn(part) !== null || asksForPerson(part).asks
}
