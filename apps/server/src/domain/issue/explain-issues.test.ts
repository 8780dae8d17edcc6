import { api, type Contract } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { explainIssues } from './explain-issues.ts'
import { RULE_WORDS } from './rule-words.ts'

type Node = { _zod?: { def: Record<string, unknown> } }

/** What the rules of a schema call themselves, however deep they stand. */
function rulesIn(value: unknown, seen: Set<unknown>): string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  if (Array.isArray(value)) return value.flatMap((one) => rulesIn(one, seen))
  const def = (value as Node)._zod?.def
  if (!def) return Object.values(value).flatMap((one) => rulesIn(one, seen))
  const own = typeof def.error === 'function' ? [String(def.error({ code: 'custom', input: '' }))] : []
  const parts = ['shape', 'element', 'innerType', 'options', 'keyType', 'valueType', 'in', 'out', 'checks']
  return [...own, ...parts.flatMap((part) => rulesIn(def[part], seen))]
}

/** A program alone sends them: no form does. */
const OF_PROGRAMS = [
  ...['must be a SHA-256 in lower-case hexadecimal', 'must have 8 to 64 visible ASCII characters'],
  ...['is no name of a micro-backend', 'is no name of a secret', 'names must differ'],
  ...['must be of letters, digits and _, such as orderStatus', 'must be at most 8,000 characters'],
  ...['must name a tool', 'must be a position such as 0007', 'must be one emoji'],
]

test('each rule of what a form sends has words for people, and no words are of a rule that is gone', () => {
  const contracts: Contract[] = Object.values(api)
  const rules = contracts.flatMap(({ params, body }) => [
    ...rulesIn(params, new Set()),
    ...rulesIn(body, new Set()),
  ])
  const named = new Set(rules)

  expect([...named].filter((rule) => !(rule in RULE_WORDS) && !OF_PROGRAMS.includes(rule))).toEqual([])
  expect(Object.keys(RULE_WORDS).filter((rule) => !named.has(rule))).toEqual([])
})

test('says at each field what to do there, in both languages', () => {
  const field = { name: 'a', label: 'A', description: '', isRequired: true, options: [], type: 'choice' }
  const approvers = { who: 'members', memberIds: [] }
  const typed = { title: ' ', callsPerHour: null, approvers, fields: [field] }
  const read = api.putAiTool.body?.safeParse(typed)
  const said = read?.error ? explainIssues(read.error) : []

  expect(said).toEqual(
    expect.arrayContaining([
      { path: ['title'], message: 'Write something here.', messageEs: 'Escribe algo aquí.' },
      { path: ['callsPerHour'], message: 'Write a number.', messageEs: 'Escribe un número.' },
      {
        path: ['fields', 0, 'options'],
        message: 'Write what can be chosen, with commas between.',
        messageEs: 'Escribe entre qué se elige, separado por comas.',
      },
      {
        path: ['approvers', 'memberIds'],
        message: 'Tick at least one member, or let others approve it.',
        messageEs: 'Marca al menos un miembro, o deja que lo aprueben otros.',
      },
    ]),
  )
})
