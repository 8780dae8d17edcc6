import { beforeAll, describe, expect, test } from 'vitest'
import { decideLanguage } from './decide.ts'
import { type Detector, openDetector } from './detect.ts'

const ALL = ['es', 'en', 'pt'] as const
let detect: Detector

beforeAll(async () => {
  detect = await openDetector()
})

describe('the language of a text', () => {
  test.each([
    ['quiero saber cuándo llega mi pedido', 'es'],
    ['can you tell me where my order is', 'en'],
    ['queria saber onde está o meu pedido', 'pt'],
    ['nueva dirección', 'es'],
    ['¿Venden bicicletas usadas?', 'es'],
    // A letter at the end of a word tells the two apart.
    ['venden bicicletas usadas', 'es'],
    ['vendem bicicletas usadas', 'pt'],
    ['Cobran deposito?', 'es'],
    ['voces abrem aos domingos', 'pt'],
    ['mi cuenta de instagram', 'es'],
    ['quanto custa o login', 'pt'],
    ['moist soils', 'en'],
    ['muito obrigado', 'pt'],
    // As it is typed.
    ['ring me', 'en'],
    ['nao entendi', 'pt'],
    ['red shirt', 'en'],
  ])('%s', (text, language) => {
    expect(detect(text, ALL).language).toBe(language)
  })

  test('is one of those that are allowed, whatever it is in', () => {
    expect(detect('je voudrais savoir où est ma commande', ALL).language).toBeOneOf([...ALL])
    expect(detect('queria saber onde está o meu pedido', ['es', 'en']).language).toBe('es')
    // What is known of the spelling of some languages takes nothing from the others.
    expect(detect('bonjour madame', ['es', 'en', 'fr']).language).toBe('fr')
  })

  test('is not told by addresses, numbers and signs', () => {
    expect(detect('https://example.org/the/new/order ana@where.example.org 4471 :)', ALL)).toMatchObject({
      language: null,
      isReliable: false,
      words: 0,
    })
  })

  test.each(['', '   ', '\u0000\ud800', '👍👍👍', '你好', 'ab'])('says nothing of %j', (text) => {
    expect(detect(text, ALL).isReliable).toBe(false)
    expect(detect(text, []).language).toBe(null)
  })

  test('takes no longer for a text without an end', () => {
    const startedAt = performance.now()

    detect('a'.repeat(1_000_000), ALL)

    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})

describe('the language of an answer', () => {
  const known = { conversation: null, browser: null, org: ALL }
  const decide = (text: string, more: Partial<Parameters<typeof decideLanguage>[1]>) =>
    decideLanguage(detect(text, ALL), { ...known, ...more })

  test('changes with a sentence', () => {
    expect(decide('could you answer me in english please', { conversation: 'es' })).toBe('en')
  })

  test.each(['ok', 'hi', 'no', 'ok hi', '👍', ''])('does not change with %j', (text) => {
    expect(decide(text, { conversation: 'es' })).toBe('es')
  })

  test.each(['Michael Johnson', 'Black Friday', 'Express shipping', 'thank you'])(
    'does not change with %j once the conversation goes on',
    (text) => {
      expect(decide(text, { conversation: 'es', isGoingOn: true })).toBe('es')
      expect(decide(text, { conversation: 'es' })).toBe('en')
      // What nobody knows cannot stay.
      expect(decide(text, { isGoingOn: true })).toBe('en')
    },
  )

  test.each(['cancelar consulta', 'turno dentista sabado', 'implante dental', 'representante'])(
    'is, of %j, the one of Spanish and Portuguese that is spoken there',
    (text) => {
      expect(decide(text, { conversation: 'es' })).toBe('es')
      expect(decide(text, { conversation: 'pt', isGoingOn: true })).toBe('pt')
      expect(decide(text, { browser: 'pt-BR' })).toBe('pt')
      expect(decide(text, { org: ['en', 'es', 'pt'] })).toBe('es')
      expect(decide(text, { org: ['en', 'pt', 'es'] })).toBe('pt')
      // Whoever wrote English asks in another language now.
      expect(decide(text, { conversation: 'en', org: ['en', 'es', 'pt'] })).toBe('es')
    },
  )

  test.each(['quanto custa', 'preço do implante', 'atendimento amanhã'])(
    '%j is Portuguese anywhere',
    (text) => {
      expect(decide(text, {})).toBe('pt')
    },
  )

  test('changes with signs that no other language has', () => {
    expect(decide('¿Hablan español?', { conversation: 'en', isGoingOn: true })).toBe('es')
  })

  test('without a conversation is the browser’s, if the org speaks it', () => {
    expect(decide('ok', { browser: 'pt-BR' })).toBe('pt')
    expect(decide('ok', { browser: 'fr-CA' })).toBe('es')
    expect(decide('ok', {})).toBe('es')
  })

  test('is never one that the org left', () => {
    expect(decideLanguage(detect('ok', ['en']), { conversation: 'pt', browser: null, org: ['en'] })).toBe(
      'en',
    )
  })
})
