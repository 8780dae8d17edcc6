import type { Order } from './shop.ts'

/** What is said, in each language. */
export type Words = {
  number: string
  numberAgain: string
  otherNumber: string
  proof: string
  proofs: readonly { by: 'phone' | 'code' | 'person'; label: string }[]
  digits: string
  digitsAgain: string
  code: string
  codeAgain: string
  /** For an unknown number and for a wrong proof: who guesses must not learn which. */
  notFound: string
  standing: (order: Order) => string
  next: string
  nexts: readonly { to: 'other' | 'person' | 'end'; label: string }[]
  abandoned: string
  down: string
  person: string
  /** After people have handed the conversation back. */
  back: string
}

const es: Words = {
  number: '¡Hola! Te cuento cómo va tu pedido. ¿Cuál es el número? Está en el correo de la compra.',
  numberAgain: 'Son de cuatro a ocho cifras, por ejemplo 1001. ¿Cuál es el número de tu pedido?',
  otherNumber: '¿Cuál es el número del otro pedido?',
  proof: '¿Cómo compruebo que es tuyo?',
  proofs: [
    { by: 'phone', label: 'Por mi teléfono' },
    { by: 'code', label: 'Código por correo' },
    { by: 'person', label: 'Hablar con alguien' },
  ],
  digits: '¿Cuáles son las últimas cuatro cifras del teléfono que diste al comprar?',
  digitsAgain: 'Dime solo las últimas cuatro cifras del teléfono.',
  code: 'Si hay un pedido con ese número, te llegará un código al correo de la compra. ¿Cuál es?',
  codeAgain: 'El código tiene seis cifras. ¿Cuál es?',
  notFound: 'No encuentro un pedido con esos datos. Probemos otra vez: ¿cuál es el número?',
  standing: ({ number, status, deliveryOn, trackingUrl }) => {
    const day = deliveryOn ? ` Llega el ${dayIn('es', deliveryOn)}.` : ''
    const sentences = {
      paid: `El pedido ${number} está pago y lo estamos preparando.${day}`,
      packed: `El pedido ${number} está listo para salir.${day}`,
      shipped: `El pedido ${number} está en camino.${day}`,
      delivered: `El pedido ${number} ya fue entregado.`,
    }
    return sentences[status] + (trackingUrl ? `\nSíguelo aquí: ${trackingUrl}` : '')
  },
  next: '¿Algo más?',
  nexts: [
    { to: 'other', label: 'Otro pedido' },
    { to: 'person', label: 'Hablar con alguien' },
    { to: 'end', label: 'Nada más' },
  ],
  abandoned: 'Lo dejamos aquí por ahora. Cuando quieras saber de tu pedido, escríbeme.',
  down: 'Ahora mismo no puedo consultar los pedidos. Le paso tu pregunta a alguien del equipo.',
  person: 'Le paso tu pregunta a alguien del equipo. Enseguida te escribe.',
  back: 'Si quieres saber de otro pedido, escríbeme.',
}

const en: Words = {
  number:
    'Hi! I can tell you how your order is doing. What is its number? It is in your confirmation e-mail.',
  numberAgain: 'It has four to eight digits, like 1001. What is your order number?',
  otherNumber: 'What is the number of the other order?',
  proof: 'How shall I check that it is yours?',
  proofs: [
    { by: 'phone', label: 'By my phone' },
    { by: 'code', label: 'A code by e-mail' },
    { by: 'person', label: 'Talk to a person' },
  ],
  digits: 'What are the last four digits of the phone number you gave when you bought it?',
  digitsAgain: 'Just the last four digits of the phone number, please.',
  code: 'If there is such an order, a code is on its way to the e-mail address of the purchase. What is it?',
  codeAgain: 'The code has six digits. What is it?',
  notFound: 'I cannot find an order with those details. Let us try again: what is the number?',
  standing: ({ number, status, deliveryOn, trackingUrl }) => {
    const day = deliveryOn ? ` It should arrive on ${dayIn('en', deliveryOn)}.` : ''
    const sentences = {
      paid: `Order ${number} is paid and being prepared.${day}`,
      packed: `Order ${number} is packed and about to leave.${day}`,
      shipped: `Order ${number} is on its way.${day}`,
      delivered: `Order ${number} has been delivered.`,
    }
    return sentences[status] + (trackingUrl ? `\nFollow it here: ${trackingUrl}` : '')
  },
  next: 'Anything else?',
  nexts: [
    { to: 'other', label: 'Another order' },
    { to: 'person', label: 'Talk to a person' },
    { to: 'end', label: 'No, thank you' },
  ],
  abandoned: "I'll leave it there for now. Write to me whenever you want to know about your order.",
  down: 'I cannot look orders up right now. I am passing your question on to the team.',
  person: 'I am passing your question on to the team. Someone will write to you shortly.',
  back: 'If you want to know about another order, write to me.',
}

/** A calendar day as people say it: the day itself, whatever the time zone. */
function dayIn(locale: string, date: string): string {
  const noon = new Date(`${date}T12:00:00Z`)
  const form = { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' } as const
  return new Intl.DateTimeFormat(locale, form).format(noon)
}

/** The contact's language, Spanish or else English. */
export function wordsFor(locale: string): Words {
  return locale.startsWith('es') ? es : en
}
