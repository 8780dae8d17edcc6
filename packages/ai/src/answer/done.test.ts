import { describe, expect, test } from 'vitest'
import { undoneIn } from './done.ts'

const NONE = { tools: [], results: [] }

describe('what no tool did is not said to be done', () => {
  test.each([
    'Your booking is cancelled and the deposit is refunded.',
    'I have cancelled your order.',
    "I've just sent you the invoice by e-mail.",
    'We have refunded the deposit.',
    "I'll cancel it for you.",
    'Your new table has been booked.',
    "Done, it's been updated.",
    'Tu reserva está cancelada.',
    'Ya cancelé tu pedido.',
    'Ya he enviado la factura.',
    'Su turno quedó confirmado.',
    'Se reembolsó la seña.',
    'Voy a cancelar la reserva.',
    'Acabo de registrar tu reclamo.',
    'Cancelei o seu pedido.',
    'Seu pedido foi cancelado.',
    'Sua reserva já está confirmada.',
  ])('%s', (text) => {
    expect(undoneIn(text, NONE, ['Bookings can be cancelled up to 24 hours before.'])).toEqual([text])
  })
})

describe('what is usual is said', () => {
  test.each([
    'Bookings can be cancelled up to 24 hours before.',
    'The deposit is refunded within 5 days.',
    'If you do not arrive, your booking is cancelled.',
    'Your refund is processed in 5 business days.',
    'Cancele su reserva en la página.',
    'Tu reserva se cancela si no llegas a tiempo.',
    'Su reserva queda confirmada al recibir la seña.',
    'Do you want me to cancel the booking?',
    'Nothing was booked.',
    'Tu pedido no fue enviado.',
    'Seu pedido não foi enviado.',
    'Has your order been sent?',
    'Você pode cancelar pelo site.',
    'We have moved to 5 Main Street.',
    'Your table is reserved for two hours.',
  ])('%s', (text) => {
    const articles = ['We have moved: you find us at 5 Main Street.', 'Your table is reserved for two hours.']

    expect(undoneIn(text, NONE, articles)).toEqual([])
  })
})

test('what a tool did, or what it told of, is said', () => {
  const told = (tools: string[], results: string[], text: string) => undoneIn(text, { tools, results }, [])

  expect(told(['cancel_order'], ['{"ok":true}'], 'I have cancelled your order.')).toEqual([])
  expect(told(['find_order'], ['{"status":"cancelled"}'], 'Tu pedido está cancelado.')).toEqual([])
  expect(told(['find_order'], ['{"cancelled":false}'], 'Your order was cancelled.')).toHaveLength(1)
  expect(told(['find_order'], ['Order A-77 arrives today.'], 'I have refunded your order.')).toHaveLength(1)
})
