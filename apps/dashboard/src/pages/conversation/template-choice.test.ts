import { newId, type Template } from '@hilo/protocol'
import { expect, test } from 'vitest'
import { inLanguage, namedTemplates } from './template-choice.ts'

function aTemplate(name: string, language: string, over: Partial<Template> = {}): Template {
  return {
    ...{ id: newId(), inboxId: newId(), name, language, status: 'approved', category: 'utility' },
    ...{ quality: null, reason: null, syncedAt: '' },
    definition: {
      ...{ format: 'positional', header: null, body: `The words of ${name}`, footer: null },
      ...{ buttons: [], examples: {}, unknownParts: [] },
    },
    ...over,
  }
}

const ALL = [
  aTemplate('order_update', 'es'),
  aTemplate('order_update', 'en_US'),
  aTemplate('reminder', 'es'),
  aTemplate('late', 'es', { status: 'paused' }),
]

test('only approved templates can be chosen, each name once', () => {
  expect(namedTemplates(ALL, '').map(({ name, languages }) => [name, languages.length])).toEqual([
    ['order_update', 2],
    ['reminder', 1],
  ])
})

test.each([
  ['order up', ['order_update']],
  ['WORDS OF REM', ['reminder']],
  ['nothing', []],
])('a search for %j finds %j', (search, names) => {
  expect(namedTemplates(ALL, search).map(({ name }) => name)).toEqual(names)
})

test('the contact’s language is taken, then the page’s, then any', () => {
  const order = namedTemplates(ALL, 'order')[0]
  if (!order) throw new Error('not found')

  expect(inLanguage(order, ['en-GB', 'es']).language).toBe('en_US')
  expect(inLanguage(order, [null, 'es']).language).toBe('es')
  expect(inLanguage(order, ['fr', 'de']).language).toBe('es')
})
