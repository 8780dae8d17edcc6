import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MISHAPS } from './meta/faults.ts'
import { aBusiness, type Business } from './testing/a-business.ts'
import { aPage, type Pages } from './testing/a-page.ts'

// Every code of CHANNELS.md, section 5, by platform; ranges by their ends.
const EVERYWHERE = ['0', '190', '190_460', '190_463', '190_467', '3', '10', '200', '100', '100_33', '1', '2']
const OF_RATES = ['1200', '4', '17', '32', '341', '613', '368']
const OF_WHATSAPP = [
  ...['131000', '131016', '133004', '80007', '130429', '131056', '131048', '131049', '131050', '131047'],
  ...['131026', '131021', '131030', '131031', '130497', '131057', '131037', '131042', '131044', '131045'],
  ...['133010', '131008', '131009', '131051', '131052', '131053', '131062', '131063', '131064', '130472'],
  ...['132000', '132012', '132018', '132001', '132005', '132007', '132008', '132015', '132016', '132068'],
  ...['132069', '133016', '135000'],
]
const OF_BOTH = ['100_2018047', '100_2018007', '100_2018008', '10_2018065', '80006', '230']
const OF_MESSENGER = ['10_2018278', '10_1893063', '100_2018001', '551_1545041', '200_1545041']
const OF_INSTAGRAM = ['10_2534022', '100_2534014', '200_2534041', '9010']

let business: Business
let pages: Pages

beforeAll(async () => {
  ;[business, pages] = await Promise.all([aBusiness(), aPage()])
  await business.simulators.whatsapp.say({ personId: 'ana', text: 'Hola' })
  await pages.simulators.messenger.say({ personId: 'ana', text: 'Hola' })
  await pages.simulators.instagram.say({ personId: 'ana', text: 'Hola' })
})
afterAll(() => Promise.all([business.close(), pages.close()]))

const partsOf = (kind: string) => {
  const [code, subcode] = kind.split('_').map(Number)
  return [code, subcode]
}

describe('WhatsApp', () => {
  const text = { type: 'text', text: { body: 'Hi' } }

  test('refuses by every code that is asked for, once, with a trace', async () => {
    for (const kind of [...EVERYWHERE, ...OF_RATES, ...OF_WHATSAPP]) {
      await business.simulators.whatsapp.fail({ kind })
      const { status, body } = await business.send(text)

      expect([kind, body.error?.code, body.error?.error_subcode]).toEqual([kind, ...partsOf(kind)])
      expect(body.error?.message).not.toBe('')
      expect(status).toBeGreaterThanOrEqual(400)
    }
    expect((await business.send(text)).status).toBe(200)
  })

  test('says every code as a status as well', async () => {
    for (const kind of ['131026', '131049', '131050', '130472', '131042']) {
      await business.simulators.whatsapp.fail({ kind, when: 'status' })
      expect((await business.send(text)).status).toBe(200)
    }
    const failed = () =>
      business.receiver.statuses().filter(({ status }) => status === 'failed') as unknown as {
        errors: { code: number }[]
      }[]
    await expect.poll(() => failed().map(({ errors }) => errors[0]?.code)).toHaveLength(5)
  })

  test('knows nothing that nobody can ask for', async () => {
    const known = await business.simulators.whatsapp.faultKinds()
    expect(known).toEqual(expect.arrayContaining([...OF_WHATSAPP, ...MISHAPS]))
    await expect(business.simulators.whatsapp.fail({ kind: '999' })).rejects.toThrow(
      /There is no failure "999"/,
    )
  })
})

describe.each([
  ['messenger', OF_MESSENGER],
  ['instagram', OF_INSTAGRAM],
] as const)('%s', (channel, own) => {
  test('refuses by every code that is asked for, once, with a trace', async () => {
    for (const kind of [...EVERYWHERE, ...OF_RATES, ...OF_BOTH, ...own]) {
      await pages.simulators[channel].fail({ kind })
      const { status, body } = await pages.send(channel, { text: 'Hi' })

      expect([kind, body.error?.code, body.error?.error_subcode]).toEqual([kind, ...partsOf(kind)])
      expect(status).toBeGreaterThanOrEqual(400)
    }
    expect((await pages.send(channel, { text: 'Hi' })).status).toBe(200)
  })
})
