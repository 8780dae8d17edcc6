import { expect, test, vi } from 'vitest'
import { openDetector } from '../language/detect.ts'
import { verifyAnswer } from './verify.ts'

const detect = await openDetector()
const NOW = new Date('2026-06-01T12:00:00Z')
const ORDERS = '{"orders":[{"id":"A-1","status":"shipped"},{"id":"A-2","status":"pending"}]}'
const PAIR = '[{"order":"A-7","status":"pending"},{"order":"B-1","status":"shipped"}]'
const MADRID = JSON.stringify(
  ['delivered', 'pending'].map((state, nth) => ({
    order: { id: ['A-7', 'B-1'][nth], city: 'Madrid' },
    shipment: { state },
  })),
)
const NUMBERED = '[{"id":1,"status":"shipped"},{"id":2,"status":"cancelled"}]'
const SHIPPED = '[{"id":"C-1","status":"shipped"},{"id":"C-2","status":"shipped"}]'
const NONE_SHIPPED = SHIPPED.replaceAll('"shipped"', '"not shipped"')
const TWELVE = '[{"id":12,"status":"shipped"},{"id":13,"status":"pending"}]'
const failuresOf = (language: string, text: string, result: string) =>
  verifyAnswer(
    { text, language, citations: [] },
    { evidence: [], toolResults: [result], toolNames: ['order_status'], detect, now: NOW },
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
  ['en', 'Your order is on its way.', '{"status":"in_transit"}'],
  ['en', 'Order A-7 was delivered to Madrid.', MADRID],
  ['es', 'Tu pedido no está pagado.', '{"forma":"Pago contra entrega"}'],
  ['es', 'Tu pedido fue enviado.', '{"order_shipped":true}'],
  ['es', 'Tu pedido fue entregado.', '{"delivered_at":"2026-05-30","expected_delivered_date":"2027-01-01"}'],
  ['es', 'Tu cita fue agendada para el 1 de enero de 2027.', '{"scheduled_at":"2027-01-01"}'],
  ['en', 'Your table is booked for 1 January 2027.', '{"booked_date":"2027-01-01"}'],
  ['es', 'El pedido B-1 fue enviado.', PAIR],
  ['es', 'El pedido A-7 fue enviado.', '{"id":"A-7","shipments":[{"code":"X-1","status":"shipped"}]}'],
  ['en', 'Order 1 is shipped and order 2 is cancelled.', NUMBERED],
  ['es', 'El pedido 1 está enviado, mientras que el pedido 2 fue cancelado.', NUMBERED],
  ['en', 'Order A-1 is shipped, whereas order A-2 is pending.', ORDERS],
  ['en', 'Order A-1, which you asked for, is shipped, and order A-2 is not shipped.', ORDERS],
  ['pt', 'Os pedidos C-1 e C-2 foram enviados.', SHIPPED],
  ['es', 'Ambos pedidos fueron enviados.', SHIPPED],
  ['es', 'Tu pedido está pagado.', '{"tipo":"pago","estado":"pagado"}'],
  ['es', 'Tu pedido se encuentra pagado.', '{"paid":true}'],
  ['es', 'Tu pedido no se encuentra pagado.', '{"paid":false}'],
  ['es', 'Tu pedido no se ha enviado.', '{"shipped":false}'],
  ['pt', 'Se o pedido se encontra pago, avisamos.', '{"paid":false,"note":"avisamos"}'],
  ['en', 'Everything has been shipped.', SHIPPED],
  ['en', 'Not everything has been shipped.', ORDERS],
  ['en', 'Not all orders are shipped.', ORDERS],
  ['pt', 'Nem tudo foi enviado.', ORDERS],
  ['en', 'Neither order is shipped.', NONE_SHIPPED],
  ['es', 'Ninguno de los dos pedidos fue enviado.', NONE_SHIPPED],
  ['en', 'Order 12 is shipped and order 13 too.', TWELVE.replace('pending', 'shipped')],
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
  ['es', 'Tu pedido fue entregado.', '{"expected_delivered_date":"2027-01-01"}'],
  ['es', 'Tu pedido fue entregado.', '{"expected_delivered_date":"2026-05-30"}'],
  ['es', 'Tu pedido fue entregado.', '{"delivered_at":"2027-01-01"}'],
  ['en', 'Your order was delivered.', '{"expected_delivered_date":"2027-01-01"}'],
  ['es', 'Tu pedido está entregado.', '{"message":"Delivered by 6 pm tomorrow"}'],
  ['es', 'Tu pedido está pagado.', '{"payment":"paid on delivery"}'],
  ['en', 'Your order is paid.', '{"estado":"pago rechazado"}'],
  ['es', 'El producto está disponible.', '{"stock":0,"note":"available from March"}'],
  ['es', 'Tu pedido está listo.', '{"item":"Ready meal"}'],
  ['en', 'Your order is paid.', '{"type":"pago"}'],
  ['es', 'Tu pedido está pagado.', '{"can_be_paid":true}'],
  ['en', 'Order A-7 was shipped.', PAIR],
  ['es', 'El pedido A-7 fue enviado.', PAIR],
  ['en', 'Order A-7 was shipped.', '[{"id":"A-7","status":"preparing"},{"id":"B-1","status":"shipped"}]'],
  ['en', 'Order 71 was shipped.', '{"last":{"id":71,"shipped":false},"other":{"id":72,"shipped":true}}'],
  ['en', 'Order A-7 was delivered to Madrid.', MADRID.replaceAll('A-7', 'C-3').replaceAll('B-1', 'A-7')],
  ['en', 'Order 1 is cancelled and order 2 is shipped.', NUMBERED],
  ['en', 'Order 1 is shipped and order 2 is shipped.', NUMBERED],
  ['es', 'El pedido 2 está enviado, mientras que el pedido 1 fue cancelado.', NUMBERED],
  ['en', 'Order A-1 is pending, whereas order A-2 is pending.', ORDERS],
  ['en', 'Orders A-1 and A-2 are shipped.', ORDERS],
  ['es', 'Los pedidos A-1 y A-2 fueron enviados.', ORDERS],
  ['pt', 'Os pedidos A-2 e A-1 foram enviados.', ORDERS],
  ['es', 'Ni el pedido A-1 ni el pedido A-2 fue enviado: el pedido A-1 no fue enviado.', ORDERS],
  ['en', 'Both orders are shipped.', ORDERS],
  ['es', 'Todos los pedidos fueron enviados.', ORDERS],
  ['es', 'Tu pedido está pagado.', '{"tipo":"pago"}'],
  ['es', 'Tu pedido ya fue pagado.', '{"order":{"id":"A-7","type":"Pago"}}'],
  ['es', 'Tu pedido está enviado.', '{"concepto":"envío","metodo":"envios"}'],
  ['pt', 'Seu pedido foi pago.', '{"tipo":"pago"}'],
  ['es', 'Tu pedido se encuentra pagado.', '{"paid":false}'],
  ['es', 'Tus pedidos se encuentran pagados.', '{"paid":false}'],
  ['es', 'Tu pedido no se encuentra pagado.', '{"paid":true}'],
  ['es', 'Tu pedido se ha enviado.', '{"shipped":false}'],
  ['pt', 'Seu pedido se encontra pago.', '{"paid":false}'],
  ['en', 'Everything has been shipped.', ORDERS],
  ['es', 'Todo fue enviado.', ORDERS],
  ['pt', 'Tudo foi enviado.', ORDERS],
  ['en', 'Neither order is shipped.', SHIPPED],
  ['en', 'Neither of your orders has been shipped.', ORDERS],
  ['es', 'Ninguno de los dos pedidos fue enviado.', SHIPPED],
  ['pt', 'Nenhum dos pedidos foi enviado.', SHIPPED],
  ['en', 'Order 12 is shipped and order 13 too.', TWELVE],
  ['es', 'El pedido 12 está enviado y el pedido 13 también.', TWELVE],
])('%s: "%s" does not agree with %s', (language, text, result) => {
  expect(failuresOf(language, text, result)).not.toEqual([])
})

test('a long result is read once, and not for each of its rows', () => {
  const rows = Array.from({ length: 200 }, (_, nth) => ({ id: `A-${nth}`, status: 'shipped' }))
  const parse = vi.spyOn(JSON, 'parse')

  expect(
    failuresOf('es', 'Tu pedido A-7 fue enviado. Tu pedido A-8 fue enviado.', JSON.stringify(rows)),
  ).toEqual([])
  expect(parse).toHaveBeenCalledTimes(1)
  parse.mockRestore()
})
