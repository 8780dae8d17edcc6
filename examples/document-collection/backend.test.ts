import { simulate } from '@hilo/sdk/testing'
import { type Simulators, startSimulators } from '@hilo/simulators'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import backend from './backend.ts'

let simulators: Simulators

beforeEach(async () => {
  simulators = await startSimulators()
})
afterEach(() => simulators.close())

/** A JPEG as far as anybody looks here, like no other of another number. */
function aPhoto(number: number, size = 60_000): Buffer {
  const bytes = Buffer.alloc(size, number)
  bytes.set([0xff, 0xd8, 0xff, 0xe0])
  return bytes
}

const FRONT = aPhoto(1)
const BACK = aPhoto(2)

function begin(locale = 'en', config: { keepDays?: number } = {}) {
  return simulate(backend, {
    config: { documentsUrl: simulators.documentsUrl, ...config },
    secrets: { DOCUMENTS_TOKEN: 'documents-token' },
    contact: { locale },
    conversationId: crypto.randomUUID(),
    timeZone: 'America/Montevideo',
    now: '2026-11-23T15:00:00Z',
  })
}

/** A conversation that waits for the photo of the front. */
async function asked(locale?: string, config?: { keepDays?: number }) {
  const t = begin(locale, config)
  for (const said of ['hi', 'Ana Pérez', '1.234.567-2']) await t.says(said)
  return t
}

/** The sides that the store has of the only record, or null when it has none. */
async function kept(): Promise<string[] | null> {
  const [record] = await simulators.documents.list()
  return record ? Object.keys(record.pictures) : null
}

describe('document-collection', () => {
  test('takes both sides, says when it will delete them, and does so on that day', async () => {
    const t = await asked()
    t.expect('Send me a photo of the front of your ID, in good light and without reflections.')
    await t.sends({ image: FRONT })
    t.expect('Thank you. Now a photo of the back.')
    await t.sends({ image: BACK })
    t.expect(
      'All set, Ana Pérez: I have both photos. I will delete them on 23 December 2026. If you want me to ' +
        'delete them before, write "cancel".',
    )
    expect(await simulators.documents.list()).toMatchObject([
      { name: 'Ana Pérez', idNumber: '12345672', pictures: { front: { size: 60_000 }, back: {} } },
    ])
    await t.advance('29 days')
    t.expect()
    expect(await kept()).toEqual(['front', 'back'])
    await t.advance('1 day')

    t.expect('As I said, I have deleted the photos of your ID.')
    expect(await kept()).toEqual([])
    expect(t.outcome).toBe('deleted')
  })

  test('keeps them for as long as its configuration says, in Spanish', async () => {
    const t = await asked('es-UY', { keepDays: 2 })
    t.expect('Envíame una foto del frente del documento, con buena luz y sin reflejos.')
    await t.sends({ image: FRONT })
    await t.sends({ image: BACK })
    t.expect(/Las voy a borrar el 25 de noviembre de 2026\./)
    await t.advance('2 days')

    t.expect('Como te dije, ya borré las fotos de tu documento.')
    expect(await kept()).toEqual([])
  })

  test('asks again for what is no ID number and no photo', async () => {
    const t = begin()
    for (const said of ['hi', 'Ana Pérez', 'I forgot']) await t.says(said)
    t.expect('Write it as it stands on the ID, like 1.234.567-2.')
    await t.says('12345672')
    for (const send of [() => t.says('here'), () => t.sends({ document: FRONT, filename: 'id.pdf' })]) {
      await send()
      t.expect('That is no photo. Please send it as a picture.')
    }

    expect(await kept()).toEqual([])
  })

  test.each([
    ['small', aPhoto(1, 19_999), /too small to be read/],
    ['large', aPhoto(1, 2_000_001), /too large/],
    ['no picture', Buffer.alloc(60_000, 65), /as JPEG or PNG/],
  ])('asks again for a photo that is %s', async (_, image, words) => {
    const t = await asked()
    await t.sends({ image })

    t.expect(words)
    expect(await kept()).toEqual([])
  })

  test('does not take the same photo for both sides', async () => {
    const t = await asked()
    await t.sends({ image: FRONT })
    await t.sends({ image: FRONT, filename: 'another-name.jpg' })
    t.expect('That is the same photo as before. I need the other side.')
    await t.sends({ image: BACK })

    t.expect(/^All set/)
    const [record] = await simulators.documents.list()
    expect(record?.pictures.front?.sha256).not.toBe(record?.pictures.back?.sha256)
  })

  test('deletes what it had when the contact stops answering', async () => {
    const t = await asked()
    await t.sends({ image: FRONT })
    expect(await kept()).toEqual(['front'])
    await t.advance('1 day')

    t.expect(/^I'll leave it there for now, and have kept nothing/)
    expect(await kept()).toBeNull()
    expect(t.status).toBe('cancelled')
  })

  test('deletes everything for who cancels, on the way or later', async () => {
    const early = await asked()
    await early.sends({ image: FRONT })
    await early.says('cancel')
    early.expect('Done: I have deleted what you had sent me.')
    expect(await kept()).toBeNull()
    const late = await asked('es')
    for (const image of [FRONT, BACK]) await late.sends({ image })
    await late.advance('10 days')
    await late.says('cancelar')

    late.expect('Listo: borré lo que me habías enviado.')
    expect(await kept()).toBeNull()
    expect(late.steps.slice(-3).map(({ name }) => name)).toEqual([
      'undo keep the back',
      'undo keep the front',
      'undo open a record',
    ])
  })

  test('opens one record and keeps one picture when the store fails or its answer is lost', async () => {
    const t = begin()
    for (const said of ['hi', 'Ana Pérez']) await t.says(said)
    await simulators.documents.fail()
    await simulators.documents.fail({ kind: 'lose_answer' })
    await t.says('12345672')
    await simulators.documents.fail({ kind: 'lose_answer' })
    await t.sends({ image: FRONT })

    t.expect(/Now a photo of the back/)
    expect(await simulators.documents.calls()).toMatchObject([{ calls: 2 }])
    expect(await kept()).toEqual(['front'])
  })

  test('leaves to people what the store or the platform does not give, and keeps none of it', async () => {
    const t = await asked()
    await t.sends({ image: FRONT })
    await t.sends({ image: undefined })
    t.expect('I cannot take your photos right now. Someone from the team will write to you.')
    expect(t.handoff?.summary).toMatch(/^Step 'keep the back' failed after 5 attempts: This file could not/)
    await t.handBack()

    expect(t.outcome).toBe('Left to people.')
    expect(await kept()).toBeNull()
  })

  test('leaves to people who sends one bad photo after the other', async () => {
    const t = await asked()
    for (let tries = 0; tries < 5; tries++) await t.sends({ image: aPhoto(tries, 100) })

    expect(t.handoff?.reason).toBe('Documents could not be taken.')
  })
})
