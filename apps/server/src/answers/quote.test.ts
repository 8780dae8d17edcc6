import { NO_TOOLS } from '@hilo/ai'
import { type Id, newId } from '@hilo/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createModels } from '../models/models.ts'
import { testDatabase } from '../testing/database.ts'
import { anArticle, anOrg, testKeys } from '../testing/factories.ts'
import { plainInstructions } from '../testing/plain-instructions.ts'
import type { AnswerRequest } from './answer.ts'
import { answerQuestion } from './answer-question.ts'

const { db } = await testDatabase()
const log = { error: () => undefined }
const models = createModels({
  ...{
    db,
    keys: testKeys,
    openaiUrl: 'http://127.0.0.1:9',
    installation: null,
    loopback: [],
    forbiddenHosts: [],
  },
  log,
})
let orgId: Id

const ARTICLES = {
  Estacionamiento: `## Sucursal Pocitos

Tenemos estacionamiento propio y gratuito.

## Sucursal Centro

No hay estacionamiento propio: la playa de enfrente tiene convenio.`,
  'Precios de tratamientos': `Estos son los precios de hoy:

- Consulta de diagnóstico: $ 900. Se descuenta si el tratamiento se hace en la clínica.
- Limpieza dental: $ 2.200.
- Blanqueamiento: $ 9.000.`,
  Horarios: `Estos son los horarios de la clínica. Somos dos sucursales.

De lunes a viernes abrimos de 9 a 19, y los sábados de 9 a 13.`,
  'Seguros y convenios': 'Trabajamos con CASMU y Médica Uruguaya. Trae tu carné.',
}

beforeAll(async () => {
  orgId = await anOrg(db)
  for (const [title, body] of Object.entries(ARTICLES)) {
    await anArticle(db, orgId, { kind: 'page', language: 'es', title, body })
  }
})
afterAll(() => models.close())

async function ask(text: string): Promise<string> {
  const request: AnswerRequest = {
    ...{ orgId, inboxId: null, conversationId: null, messageId: newId(), language: null },
    turns: [{ from: 'contact', text }],
    ...{ audiences: ['public'], instructions: plainInstructions('es'), toolbox: NO_TOOLS },
    ...{ leftOpen: 0, purpose: 'answer', showsArticles: true },
  }
  return (await answerQuestion({ db, models, log }, request, AbortSignal.timeout(5_000))).text
}

describe('what two branches answer in two ways', () => {
  test('is quoted of both, each below its name', async () => {
    expect(await ask('¿Tienen estacionamiento?')).toBe(
      'Sucursal Pocitos\nTenemos estacionamiento propio y gratuito.\n\n' +
        'Sucursal Centro\nNo hay estacionamiento propio: la playa de enfrente tiene convenio.',
    )
  })

  test('is quoted of the one that is named', async () => {
    expect(await ask('¿Hay estacionamiento en la sucursal Centro?')).toBe(
      'Sucursal Centro\nNo hay estacionamiento propio: la playa de enfrente tiene convenio.',
    )
  })
})

describe('a question as customers write it', () => {
  test.each([
    ['que precio tiene la limpieza', 'Limpieza dental: $ 2.200.'],
    ['hola, cuanto sale una limpieza?', 'Limpieza dental: $ 2.200.'],
    ['me podrías decir cuánto vale el blanqueamiento', 'Blanqueamiento: $ 9.000.'],
    ['a que hora abren', 'De lunes a viernes abrimos de 9 a 19, y los sábados de 9 a 13.'],
    ['abren los domingos?', 'De lunes a viernes abrimos de 9 a 19, y los sábados de 9 a 13.'],
    ['trabajan con casmu?', 'Trabajamos con CASMU y Médica Uruguaya. Trae tu carné.'],
  ])('%s', async (question, answer) => {
    expect(await ask(question)).toBe(answer)
  })

  test.each(['tienen estacionamento?', 'hay estacionameinto'])(
    '%s, with a slip in its ending',
    async (question) => {
      expect(await ask(question)).toContain('Tenemos estacionamiento propio')
    },
  )

  test.each([
    'cuánto sale una corona?',
    'abren restaurantes nuevos en la playa los domingos?',
    'hacen limpieza de alfombras',
  ])('%s, of which no article speaks, has no quotation', async (question) => {
    expect(await ask(question)).toMatch(/^No (?:encontré|estoy seguro)/)
  })
})
