import { expect, test } from 'vitest'
import { openDetector } from '../language/detect.ts'
import { verifyAnswer } from './verify.ts'

const detect = await openDetector()
const ORDERS = '{"orders":[{"id":"A-1","status":"shipped"},{"id":"A-2","status":"pending"}]}'
const failuresOf = (language: string, text: string, result: string) =>
  verifyAnswer(
    { text, language, citations: [] },
    { evidence: [], toolResults: [result], toolNames: ['order_status'], detect },
  )

test.each([
  ['en', 'Your order is shipped.', '{"status":"shipped"}'],
  ['en', 'Your order A-7 was shipped.', '{"order":{"id":"A-7","shipped":true}}'],
  ['en', 'Your order is on its way.', '{"status":"shipped"}'],
  ['en', 'Your order was shipped on 3 May 2026.', '{"shippedAt":"2026-05-03T10:00:00Z"}'],
  ['en', 'Your order is paid but not shipped.', '{"paid":true,"shippedAt":null}'],
  ['en', 'Order A-2 is not shipped.', ORDERS],
  ['en', 'Order A-1 is shipped.', ORDERS],
  ['en', 'Once your order is shipped, you get a link.', '{"shipped":false,"note":"you get a link"}'],
  ['en', 'Your account is not active.', '{"account":{"active":false}}'],
  ['en', 'The invoice is not paid.', '{"status":"unpaid"}'],
  ['es', 'Tu pedido está enviado.', '{"status":"shipped"}'],
  ['es', 'Tu pedido ya fue despachado.', '{"order":{"shipped":true}}'],
  ['es', 'Tu pedido no fue enviado.', '{"enviado":false}'],
  ['es', 'Tu pedido fue enviado. No se puede cancelar un pedido enviado.', '{"status":"shipped"}'],
  ['es', 'Tu reserva está confirmada.', '{"booking":{"state":"CONFIRMED"}}'],
  ['pt', 'Seu pedido foi enviado.', '{"status":"shipped"}'],
  ['pt', 'O seu pedido ainda não foi pago.', '{"paid":"no"}'],
])('%s: "%s" agrees with %s', (language, text, result) => {
  expect(failuresOf(language, text, result)).toEqual([])
})

test.each([
  ['en', 'Your order is not shipped.', '{"status":"shipped"}'],
  ['en', "Your order hasn't shipped yet.", '{"order":{"shipped":true}}'],
  ['en', 'Your order is shipped.', '{"status":"not shipped"}'],
  ['en', 'Your order is shipped.', '{"shipped":false}'],
  ['en', 'The invoice is unpaid.', '{"paid":true}'],
  ['en', 'The invoice is paid.', '{"status":"unpaid"}'],
  ['en', 'Your account is active.', '{"account":{"active":false}}'],
  ['en', 'None of it: your order is not shipped.', '{"orders":[{"status":"shipped"},{"status":"shipped"}]}'],
  ['en', 'Your order is on its way and comes with a free gift.', '{"status":"shipped"}'],
  ['es', 'Tu pedido no está enviado.', '{"estado":"enviado"}'],
  ['es', 'Tu pedido todavía no fue despachado.', '{"status":"shipped"}'],
  ['es', 'Tu pedido fue despachado.', '{"status":"NOT_SHIPPED"}'],
  ['es', 'Tu pedido fue enviado.', '{"status":"pending"}'],
  ['pt', 'Seu pedido não foi enviado.', '{"estado":"enviado"}'],
  ['pt', 'O seu pedido ainda não foi pago.', '{"paid":true}'],
])('%s: "%s" does not agree with %s', (language, text, result) => {
  expect(failuresOf(language, text, result)).not.toEqual([])
})
