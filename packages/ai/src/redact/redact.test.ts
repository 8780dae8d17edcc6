import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openRedactor } from './redact.ts'

const redact = (text: string) => openRedactor().redact(text)

describe('what does not leave the house', () => {
  test.each([
    ['mi tarjeta es 4111 1111 1111 1111', 'mi tarjeta es [card_1]'],
    ['card 5555-5555-5555-4444 12/27 cvv 123', 'card [card_1] 12/27 cvv [password_1]'],
    ['4111 1111 1111 1111 123', '[card_1] 123'],
    ['amex 3782 822463 10005, gracias', 'amex [card_1], gracias'],
    ['4111\u200b1111\u200b1111\u200b1111', '[card_1]'],
    ['4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1', '[card_1]'],
    ['IBAN ES91 2100 0418 4502 0005 1332.', 'IBAN [account_1].'],
    ['gb82west12345698765432', '[account_1]'],
    ['CBU 2850590940090418135201', 'CBU [account_1]'],
    ['mi cuit es 20-12345678-6', 'mi cuit es [tax_id_1]'],
    ['CPF 529.982.247-25', 'CPF [tax_id_1]'],
    ['CNPJ 11.222.333/0001-81', 'CNPJ [tax_id_1]'],
    ['CNPJ 12.ABC.345/01DE-35', 'CNPJ [tax_id_1]'],
    ['mi cédula: 1.234.567-2', 'mi cédula: [id_1]'],
    ['DNI 30.123.456 de Rosario', 'DNI [id_1] de Rosario'],
    ['mi NIF es 12345678Z', 'mi NIF es [id_1]'],
    ['NIE X-1234567-L', 'NIE [id_1]'],
    ['my ssn is 078-05-1120', 'my ssn is [id_1]'],
    ['rut 12.345.678-5', 'rut [id_1]'],
    ['la contraseña que uso es Boca.2024', 'la contraseña que uso es [password_1]'],
    ['my pw: hunter2!x', 'my pw: [password_1]'],
    ['mi clave es Boca2024!', 'mi clave es [password_1]'],
    ['la contraseña del wifi es perro.', 'la contraseña del wifi es [password_1].'],
    ['minha senha é azul123 ok?', 'minha senha é [password_1] ok?'],
    ['password: "hunter2"', 'password: "[password_1]"'],
    ['sk-proj-abcdefghij0123456789', '[key_1]'],
    ['Authorization: Bearer abcdef0123456789', 'Authorization: Bearer [key_1]'],
    ['postgres://ana:s3cret@db.example.org/x', 'postgres://ana:[key_1]@db.example.org/x'],
    ['api_key=0123456789abcdef', 'api_key=[key_1]'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  test.each([
    'pedido 732201349959',
    'order 123-45-67890, ref 12345678A',
    'part 000-12-3456',
    'llámenme al +54 9 11 5555 4444',
    'order 4111 1111 1111 1112',
    'cuesta $ 12.345.678',
    'mi clave es incorrecta',
    'my password is wrong and I cannot log in',
    'la clave es muy difícil de recordar',
    'el 12/10/2026 a las 18:30',
    'https://example.org/a/4111',
    'ana@example.org',
    'ISBN 978-84-376-0494-7',
    '0000 0000 0000 0000',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text)
  })

  test('is an address only when the org says so', () => {
    const redactor = openRedactor({ kinds: ['email'] })

    expect(redactor.redact('ana@example.org y 4111 1111 1111 1111')).toBe('[email_1] y 4111 1111 1111 1111')
  })
})

describe('a placeholder', () => {
  test('is the same for the same secret, all through a conversation', () => {
    const redactor = openRedactor()

    expect(redactor.redact('4111111111111111 o 5555555555554444')).toBe('[card_1] o [card_2]')
    expect(redactor.redact('dije 4111111111111111')).toBe('dije [card_1]')
    expect(redactor.restore('La tarjeta [card_1], no [card_2] ni [card_3]')).toBe(
      'La tarjeta 4111111111111111, no 5555555555554444 ni [card_3]',
    )
    expect(redactor.counts).toEqual({ card: 2 })
  })

  test('that a contact wrote stands for itself', () => {
    const redactor = openRedactor()
    const text = 'what is [card_1]? 4111111111111111'

    expect(redactor.redact(text)).toBe('what is [card_1]? [card_2]')
    expect(redactor.restore(redactor.redact(text))).toBe(text)
  })

  test('is put back wherever it is, whatever stands around it', () => {
    const secret = fc.constantFrom(
      '4111-1111-1111-1111',
      'mi clave es x9!y',
      '20-12345678-6',
      '[card_1]',
      '[key_2]',
    )
    const texts = fc.array(fc.oneof(secret, fc.string({ unit: 'binary' }), fc.constant(' ')), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(texts, (parts) => {
        const redactor = openRedactor()
        const text = parts.join(' ')
        const redacted = redactor.redact(text)

        expect(redactor.restore(redacted)).toBe(text)
        expect(redactor.redact(redacted)).toBe(redacted)
        expect(redacted).not.toContain('4111-1111-1111-1111')
      }),
    )
  })
})

test('a card is found with any grouping', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 14 })
  const gaps = fc.array(fc.constantFrom('', ' ', '-', '.', '\u00a0'), { minLength: 20, maxLength: 20 })
  fc.assert(
    fc.property(digits, gaps, (middle, between) => {
      const body = [4, ...middle]
      const sum = body.toReversed().reduce((total, digit, at) => {
        const value = at % 2 === 0 ? digit * 2 : digit
        return total + (value > 9 ? value - 9 : value)
      }, 0)
      const number = [...body, (10 - (sum % 10)) % 10]
        .map((digit, at) => `${at > 0 ? between[at] : ''}${digit}`)
        .join('')

      expect(redact(`n ${number} n`)).toMatch(/^n (\[card_1\]|\[tax_id_1\]|\[card_1\].*) n$/)
    }),
  )
})

test('a text without an end is read in time', () => {
  const startedAt = performance.now()

  for (const piece of [
    '1',
    '1 ',
    'a',
    'a.',
    '[card_1]',
    'clave es ',
    '-----BEGIN PRIVATE KEY-----',
    'eyJaaaaaaaaaa.',
    'a:',
  ]) {
    redact(piece.repeat(100_000 / piece.length))
  }

  expect(performance.now() - startedAt).toBeLessThan(4_000)
})
