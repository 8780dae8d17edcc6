import { beforeAll, describe, expect, test } from 'vitest'
import { type Detector, openDetector } from '../language/detect.ts'
import { type Evidence, verifyAnswer } from './verify.ts'

const NOW = new Date('2026-06-01T12:00:00Z')
let detect: Detector
beforeAll(async () => {
  detect = await openDetector()
})

const SHIPPING: Evidence = {
  chunkId: 'envios',
  language: 'es',
  text: `El envío a Montevideo cuesta $ 1.250,50 y tarda 3 días hábiles. Es gratis en compras de más de $ 4.000.
Atendemos de lunes a viernes de 9:00 a 18:30 en local@tienda.example.org y https://tienda.example.org/envios.
La promoción del 15 % termina el 12 de octubre de 2026 con el cupón VERANO-26. Consultas al 2900 1234.`,
}
const RETURNS: Evidence = {
  chunkId: 'cambios',
  language: 'es',
  text: 'Los cambios se hacen en 30 días con la factura. Cuestan $ 99.',
}

const codesOf = (text: string, more: Partial<Parameters<typeof verifyAnswer>[0]> = {}) =>
  verifyAnswer(
    { text, language: 'es', citations: [{ chunkId: 'envios', start: 0, end: 20 }], ...more },
    { evidence: [SHIPPING, RETURNS], toolResults: [], detect, now: NOW },
  ).map(({ code }) => code)

const failuresOf = (source: string, text: string, language: string) =>
  verifyAnswer(
    { text, language, citations: [{ chunkId: 'one', start: 0, end: 5 }] },
    { evidence: [{ chunkId: 'one', text: source, language }], toolResults: [], detect, now: NOW },
  )

describe('an answer passes', () => {
  test.each([
    'El envío a Montevideo cuesta $ 1.250,50 y tarda 3 días hábiles.',
    'El envío a Montevideo cuesta $1250,50 y tarda tres días hábiles.',
    '¡Hola! Con gusto te ayudo. El envío es gratis en compras de más de $4000. ¿Necesitás algo más?',
    'Atendemos los martes de 9 a 18:30.',
    'La promoción del 15% termina el 12/10/2026.',
    'La promoción termina el 12 de octubre con el cupón VERANO-26.',
    'Atendemos en https://tienda.example.org/envios/ y tienda.example.org/envios.',
    'Atendemos en https://Tienda.Example.org/envios.',
    '[demo] ¡Hola! El envío a Montevideo tarda 3 días hábiles.',
    '1. El envío cuesta $ 1.250,50.\n2. Tarda 3 días hábiles.',
  ])('%s', (text) => {
    expect(codesOf(text)).toEqual([])
  })

  test.each([
    [
      'The shop is open Mon-Sat 09:00-17:30.',
      'We open at 9 am and close at half past five from Monday to Saturday.',
    ],
    [
      'Cancel up to 48 hours before. Deposit: half the total.',
      'Cancel two days before; the deposit is 50 %.',
    ],
    [
      'A lesson of one hour costs £45; free above £40.',
      'A 60-minute lesson is 45 pounds, over £40 it is free.',
    ],
  ])('in other words than "%s"', (source, text) => {
    expect(failuresOf(source, text, 'en')).toEqual([])
  })

  test.each([
    ['en', 'You can cancel until Friday.', 'You cannot cancel after Friday.'],
    ['en', 'Bring an ID to the desk.', 'Do not forget to bring an ID to the desk.'],
    ['en', 'Pay by card. We take no cash.', 'Payment by card is possible, cash is not accepted.'],
    ['es', 'Solo Centro tiene garaje.', 'Hay garaje en Centro; en otra sucursal no.'],
    ['pt', 'Crianças até 5 anos não pagam.', 'Até 5 anos é gratuito.'],
    ['en', 'Members get 20 % off.', 'Every member gets 20 % off.'],
    ['en', 'Only members may use the sauna.', 'Guests may not use the sauna.'],
    ['en', 'Parking costs $5 a day.', 'Parking costs only $5 a day.'],
    ['en', 'Some rooms have a view. Small rooms have none.', 'Every room has a view, except small rooms.'],
  ])('%s: "%s" may be "%s"', (language, source, text) => {
    expect(failuresOf(source, text, language)).toEqual([])
  })

  test('in another language than its source, for what can be compared', () => {
    expect(
      codesOf('Shipping to Montevideo costs $ 1,250.50 and takes three business days.', { language: 'en' }),
    ).toEqual([])
    expect(
      codesOf('Shipping to Montevideo costs $ 1,350.50 and takes three business days.', { language: 'en' }),
    ).toEqual(['unsupported_price'])
  })
})

describe('an answer is refused', () => {
  test.each([
    ['', 'empty'],
    ['El envío a Montevideo cuesta $ 1.350,50.', 'unsupported_price'],
    ['El envío a Montevideo cuesta US$ 1.250,50.', 'unsupported_price'],
    ['El envío cuesta € 3.', 'unsupported_price'],
    ['El envío a Montevideo tarda 4 días hábiles.', 'unsupported_number'],
    ['El envío a Montevideo tarda cuatro días hábiles.', 'unsupported_number'],
    ['El envío a Montevideo tarda ４ días hábiles.', 'unsupported_number'],
    ['El envío a Montevideo tarda ٤ días hábiles.', 'unsupported_number'],
    ['La promoción es del 30 %.', 'unsupported_number'],
    ['La promoción es del 3 %.', 'unsupported_number'],
    ['Atendemos de 9:00 a 19:30.', 'unsupported_number'],
    ['Atendemos los domingos.', 'unsupported_date'],
    ['La promoción termina el 10/12/2026.', 'unsupported_date'],
    ['La promoción termina el 13 de octubre.', 'unsupported_date'],
    ['La promoción termina el 12 de octubre de 2027.', 'unsupported_date'],
    ['La promoción es con el cupón VERANO-27.', 'unsupported_code'],
    ['La promoción es con el cupón GANADOR.', 'unsupported_code'],
    ['Envío: https://tienda.example.org.evil.example/envios', 'unsupported_url'],
    ['Envío: [tienda](https://evil.example/envios)', 'unsupported_url'],
    ['Envío: ![](http://evil.example/x.png?d=1)', 'unsupported_url'],
    ['Envío en tienda-example.com', 'unsupported_url'],
    ['Envío: javascript:alert(1)', 'unsupported_url'],
    ['Envío: https://tienda.example.org/envíos', 'unsupported_url'],
    ['Consultas a otro@tienda.example.org', 'unsupported_email'],
    ['Consultas al 2900 1235.', 'unsupported_number'],
    ['Los cambios se hacen en 30 días con la factura.', 'unsupported_number'],
    ['Regalamos una mochila roja a cada vecino del barrio.', 'unsupported_sentence'],
    ['Shipping is free for everybody who asks for it nicely today.', 'wrong_language'],
  ])('"%s": %s', (text, code) => {
    expect(codesOf(text)).toContain(code)
  })

  test('in the language of the article that was read, and not of who asks', () => {
    const text = 'Der Versand dauert drei Werktage und kostet nichts.'
    const evidence = [{ chunkId: 'one', text, language: 'de' }]
    const failures = verifyAnswer(
      { text, language: 'en', citations: [{ chunkId: 'one', start: 0, end: 5 }] },
      { evidence, toolResults: [], detect, now: NOW },
    )

    expect(failures).toContainEqual({ code: 'wrong_language', what: 'de' })
  })

  test.each([
    ['Parking is free after 6pm.', 'Parking is free until 6pm.', 'unsupported_number'],
    ['Delivery takes 3 business days.', 'Delivery takes 3 days.', 'unsupported_number'],
    ['Refunds take 5-10 days.', 'Refunds arrive within 5 days.', 'unsupported_number'],
    ['The bike costs €12 per day.', 'The bike costs €12 per group.', 'unsupported_price'],
    ['Closed on Mondays. Open Tuesday to Sunday.', 'We are closed on Wednesdays.', 'unsupported_date'],
    ['Pay in 4 parts without interest.', 'Pay in 4 parts with interest.', 'unsupported_sentence'],
    ['Adults pay $15. Children pay $8.', 'Children pay $15.', 'unsupported_price'],
    ['It arrives on Friday.', 'It arrives tomorrow.', 'unsupported_date'],
    ['CBU 2850590940090418135201', 'The CBU is 2850590940090418135202.', 'unsupported_number'],
  ])('"%s" is not "%s"', (source, text, code) => {
    expect(
      failuresOf(source, text, 'en').map((failure) => failure.code.replace('price', 'number')),
    ).toContain(code.replace('price', 'number'))
  })

  test.each([
    ['en', 'You can cancel free of charge until 24 hours before.', 'You cannot cancel free of charge.'],
    ['en', 'Parking costs $5 a day.', 'Parking never costs $5 a day.'],
    ['en', 'Parking costs €5 a day. Breakfast is free.', 'Parking is free.'],
    ['en', 'You can cancel without charge until 24 hours before.', 'You cannot cancel without charge.'],
    ['es', 'El desayuno está incluido en la tarifa.', 'El desayuno no está incluido.'],
    ['es', 'El envío tarda 3 días hábiles.', 'El envío tarda 3 días hábiles y viaja en camiones eléctricos.'],
    ['pt', 'Aceitamos cachorros no terraço.', 'Não aceitamos cachorros no terraço.'],
    ['en', 'Some rooms have a sea view.', 'Every room has a sea view.'],
    ['es', 'Socios: 20 % en consultas.', 'Cualquier paciente tiene 20 % en consultas.'],
    ['en', 'The pool is open from May to September.', 'The pool is always open.'],
    ['en', 'Gift cards work in the shop and online.', 'Gift cards only work in the shop.'],
    ['en', 'Returns within 30 days.', 'Returns within 30 days, and we give a free dessert to every guest.'],
    ['pt', 'O barco sai do Cais Velho às 14h.', 'O barco sai do Cais Novo às 14h.'],
    ['es', 'El depósito mínimo es de 50 €.', 'Como máximo el depósito es de 50 €.'],
    ['es', 'Está listo entre 48 y 72 horas.', 'Está listo en 48 horas como mucho.'],
    ['es', 'El motor: 10 años; las piezas de la caja, 1 año.', 'Las piezas de la caja: 10 años.'],
    ['en', 'Served 6:30-10:00 on weekdays and 7:30-11:00 at weekends.', 'Served from 6:30 on Sundays.'],
    ['en', 'Check-in from 15:00. Check-out by 11:00.', 'Check-in by 11:00.'],
  ])('%s: "%s" is not "%s"', (language, source, text) => {
    expect(failuresOf(source, text, language)).not.toEqual([])
  })

  test('with a citation that was not retrieved, or that is no place in it', () => {
    const text = 'El envío a Montevideo tarda 3 días hábiles.'

    expect(codesOf(text, { citations: [] })).toContain('no_citation')
    expect(codesOf(text, { citations: [{ chunkId: 'secreto', start: 0, end: 1 }] })).toContain(
      'unknown_citation',
    )
    for (const [start, end] of [
      [-1, 5],
      [5, 5],
      [0, 1e9],
      [0.5, 3],
      [Number.NaN, 3],
    ] as const) {
      expect(codesOf(text, { citations: [{ chunkId: 'envios', start, end }] })).toEqual(['bad_citation'])
    }
  })

  test('unless a tool returned it', () => {
    const draft = { text: 'Tu pedido AB-4471 llega el 3 de mayo.', language: 'es', citations: [] }
    const grounds = {
      evidence: [SHIPPING],
      toolResults: ['pedido AB-4471 llega 2026-05-03'],
      detect,
      now: NOW,
    }

    expect(verifyAnswer(draft, grounds)).toEqual([])
    const other = verifyAnswer(draft, { ...grounds, toolResults: ['pedido AB-4472 llega 2026-05-04'] })
    expect(other.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unsupported_code', 'unsupported_date']),
    )
  })
})

test('a text without an end is read in time', () => {
  const startedAt = performance.now()

  for (const piece of [
    '1',
    '1 ',
    '1.',
    'a.',
    'a-1',
    'dos ',
    'http://',
    'a@',
    '1/',
    'A.',
    '- ',
    '\n',
    'no cada x. gratis. ',
    'x Ab ',
  ]) {
    codesOf(piece.repeat(20_000 / piece.length))
  }

  // It takes less than a second; what goes back and forth takes hours.
  expect(performance.now() - startedAt).toBeLessThan(20_000)
}, 60_000)
