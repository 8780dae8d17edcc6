import { expect, test } from 'vitest'
import { policyTopicsIn } from './policy-topic.ts'

const topics = [
  { name: 'legal', phrases: ['denuncia', 'mi abogado', 'defensa del consumidor'] },
  { name: 'health', phrases: ['reacción alérgica'] },
  { name: 'nothing', phrases: ['de la', ''] },
]

test.each([
  ['voy a hacer una DENUNCIA', ['legal']],
  ['hablé con mis abogados', ['legal']],
  ['tuve reacciones alergicas, fui a defensa del consumidor', ['legal', 'health']],
  ['mi reacción fue comprar, soy alérgica', []],
  ['la de la esquina', []],
  ['', []],
])('the topics of "%s" are %j', (text, names) => {
  expect(policyTopicsIn(text, { topics, language: 'es' }).map(({ name }) => name)).toEqual(names)
})

test('a topic may hold only where the conversation has a tag, and then for whatever is said', () => {
  const some = [
    { name: 'large', phrases: ['reserva'], onlyWithTag: 'Eventos' },
    { name: 'vip', phrases: [], onlyWithTag: 'vip' },
    { name: 'nothing', phrases: [] },
  ]
  const namesOf = (text: string, tags: string[]) =>
    policyTopicsIn(text, { topics: some, language: 'es', tags }).map(({ name }) => name)

  expect(namesOf('quiero una reserva', [])).toEqual([])
  expect(namesOf('quiero una reserva', ['eventos'])).toEqual(['large'])
  expect(namesOf('hola', ['VIP', 'eventos'])).toEqual(['vip'])
})
