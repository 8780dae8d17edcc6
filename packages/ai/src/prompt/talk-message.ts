import type { SaidTurn } from '../judge/play-case.ts'
import type { ModelMessage } from '../model/model.ts'
import { asData } from './data.ts'

const TURN_LENGTH_MAX = 4_000

/** What a played contact and the business said so far, as data. Nobody begins a line in the name of another. */
export function talkMessage(said: readonly SaidTurn[]): ModelMessage {
  const lines = said.map(({ from, text, choices = [] }) => {
    const who = from === 'contact' ? 'Contact' : 'Business'
    const all = [text.slice(0, TURN_LENGTH_MAX), ...choices.map((choice) => `[${choice}]`)]
    return `${who}: ${all.join('\n').replaceAll('\n', '\n  ')}`
  })
  return { role: 'user', text: asData('conversation', lines.join('\n')) }
}
