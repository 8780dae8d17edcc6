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
  expect(policyTopicsIn(text, { topics, language: 'es' })).toEqual(names)
})
