import type { ContactGoal, TestTurn } from '@hilo/protocol'
import type { Random } from '../../kill/random.ts'

/** How a hurried person types the same: no two plays of a scenario are the same play. */
export function varyTurns(turns: readonly TestTurn[], random: Random): TestTurn[] {
  return turns.map((turn) => ({
    ...turn,
    says: turn.says.map((way) => way.map((text) => varied(text, random))),
  }))
}

/** Who has a goal begins so; what they write then is the model's. */
export function varyBeginning(goal: ContactGoal, random: Random): ContactGoal {
  return { ...goal, begins: goal.begins.map((text) => varied(text, random)) }
}

const HABITS: readonly ((text: string, random: Random) => string)[] = [
  (text) => text,
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  (text) => text.replaceAll(/[¿¡]/g, ''),
  (text) => `${text.replace(/[?.!]+$/, '')}${/\?$/.test(text) ? '??' : '!!'}`,
  (text) => ` ${text}  `,
  swapped,
]

function varied(text: string, random: Random): string {
  return random.pick(HABITS)(text, random).trim() || text
}

/** What a short message is about is all that it says: there is nothing else to know it by. */
const WORDS_MIN = 7
const TELLING = /^acc?ident/

/** Two letters inside one of the long words change their places; a name of a rule or a number stays. */
function swapped(text: string, random: Random): string {
  const words = text.split(' ')
  const long = words.flatMap((word, at) => (/^\p{Ll}{8,}$/u.test(word) && !TELLING.test(word) ? [at] : []))
  if (long.length === 0 || words.length < WORDS_MIN) return text
  const at = random.pick(long)
  const letters = [...(words[at] ?? '')]
  const from = letters.length - 3
  const [one = '', other = ''] = letters.slice(from, from + 2)
  letters.splice(from, 2, other, one)
  return words.with(at, letters.join('')).join(' ')
}
