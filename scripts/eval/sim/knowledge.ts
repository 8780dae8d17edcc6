import type { ArticleWords } from '@hilo/protocol'

/** What a shop that rents and repairs bikes knows, in two languages; a little of it is for members alone. */
export type KnownArticle = ArticleWords & { kind: 'page' | 'faq' }

type Words = Pick<ArticleWords, 'title' | 'body'> & Partial<KnownArticle>

const inLanguage =
  (language: string) =>
  (words: Words): KnownArticle => ({
    ...{ language, kind: 'faq', audience: 'public', alternates: [] },
    ...words,
  })

const EN: Words[] = [
  {
    title: 'How much does it cost to rent a bike?',
    body:
      'The cost to rent a city bike is $18 per day and $90 per week. ' +
      'The cost to rent an electric bike is $35 per day.',
    alternates: ['What are the rental prices?'],
  },
  {
    title: 'What are the opening hours of the shop?',
    body:
      'The shop is open Monday to Friday from 9:00 to 18:00. On Saturday the shop is open from ' +
      '10:00 to 14:00. ' +
      'On Sunday the shop is not open: it is closed on Sunday.',
    alternates: ['When are you open?'],
  },
  {
    title: 'Can I cancel a booking?',
    body:
      'You can cancel a booking free of charge up to 24 hours before it begins. ' +
      'A later cancellation costs half of the first day.',
  },
  {
    title: 'How can I pay?',
    body: 'You can pay with credit card, debit card or bank transfer. You cannot pay with cash.',
    alternates: ['Which payment methods do you accept?'],
  },
  {
    title: 'Do I have to leave a deposit?',
    body:
      'A deposit of $100 is held on your credit card during the rental. ' +
      'The deposit is released within 3 business days after the bike is returned.',
  },
  {
    title: 'Do you deliver bikes to hotels?',
    body:
      'We deliver bikes to hotels in the old town for $12. We do not deliver bikes to hotels ' +
      'outside of the old town.',
    alternates: ['How much is hotel delivery?'],
  },
  {
    title: 'What if I get a flat tyre?',
    body:
      'A flat tyre is repaired free of charge at the shop during your rental. ' +
      'On the road, the workshop helps by telephone: +598 2 555 0134.',
  },
  {
    title: 'How long does a repair take?',
    body: 'A basic repair takes 2 business days. A full service takes 5 business days and costs $60.',
  },
  {
    title: 'Is there a warranty on a repair?',
    body: 'Every repair has a warranty of 6 months. The warranty of a repair does not cover punctures.',
  },
  {
    title: 'Do you rent bikes and seats for children?',
    body:
      'Renting a bike for children costs $10 per day. A child seat costs $5 per day and carries up ' +
      'to 22 kg.',
  },
  {
    title: 'Is there a guided tour?',
    body:
      'The guided tour of the bay begins at 10:30 every Saturday and takes 3 hours. ' +
      'The guided tour costs $25 per person. Book the guided tour at https://harbour-bikes.example/tours.',
    kind: 'page',
  },
  {
    title: 'Can I insure a rented bike against theft?',
    body:
      'Insurance against theft costs $4 per day. Without insurance the deposit is kept when a bike ' +
      'is stolen.',
  },
  {
    title: 'How far does the battery of an electric bike last?',
    body: 'The battery of an electric bike lasts 60 km. Charging the battery takes 4 hours.',
  },
  {
    title: 'What discount may the staff give?',
    body: 'The staff may give a discount of 17 percent with the code HARBOUR17.',
    audience: 'internal',
  },
]

const ES: Words[] = [
  {
    title: '¿Cuánto cuesta alquilar una bicicleta?',
    body:
      'Alquilar una bicicleta de paseo cuesta $18 por día y $90 por semana. ' +
      'Alquilar una bicicleta eléctrica cuesta $35 por día.',
    alternates: ['¿Qué precio tiene el alquiler?'],
  },
  {
    title: '¿Cuál es el horario de la tienda?',
    body:
      'La tienda abre de lunes a viernes de 9:00 a 18:00. El sábado la tienda abre de 10:00 a 14:00. ' +
      'El domingo la tienda está cerrada.',
    alternates: ['¿A qué hora abren?'],
  },
  {
    title: '¿Puedo cancelar una reserva?',
    body:
      'Puedes cancelar una reserva sin costo hasta 24 horas antes de que empiece. ' +
      'Cancelar la reserva más tarde cuesta la mitad del primer día.',
  },
  {
    title: '¿Cómo puedo pagar?',
    body:
      'Puedes pagar con tarjeta de crédito, tarjeta de débito o transferencia. No se puede pagar ' +
      'en efectivo.',
    alternates: ['¿Qué medios de pago aceptan?'],
  },
  {
    title: '¿Hay que dejar un depósito?',
    body:
      'Hay que dejar un depósito de $100 en la tarjeta durante el alquiler. ' +
      'El depósito se libera dentro de 3 días hábiles después de devolver la bicicleta.',
  },
  {
    title: '¿Entregan bicicletas en hoteles?',
    body:
      'Entregamos bicicletas en hoteles de la ciudad vieja por $12. ' +
      'No entregamos bicicletas en hoteles fuera de la ciudad vieja.',
  },
  {
    title: '¿Cuánto demora una reparación?',
    body:
      'Una reparación básica demora 2 días hábiles. Un servicio completo demora 5 días hábiles y ' +
      'cuesta $60.',
  },
  {
    title: '¿Tiene garantía una reparación?',
    body:
      'Toda reparación tiene una garantía de 6 meses. La garantía de una reparación no cubre ' +
      'pinchaduras.',
  },
  {
    title: '¿Tienen una visita guiada?',
    body:
      'La visita guiada de la bahía empieza a las 10:30 cada sábado y dura 3 horas. ' +
      'La visita guiada cuesta $25 por persona.',
    kind: 'page',
  },
  {
    title: '¿Puedo asegurar la bicicleta contra robo?',
    body:
      'El seguro contra robo cuesta $4 por día. Sin seguro el depósito no se devuelve si roban la ' +
      'bicicleta.',
  },
  {
    title: '¿Cuánto dura la batería de una bicicleta eléctrica?',
    body: 'La batería de una bicicleta eléctrica dura 60 km. Cargar la batería demora 4 horas.',
  },
  {
    title: '¿Venden bicicletas usadas?',
    body: 'Vendemos bicicletas usadas desde $150. Las bicicletas usadas tienen una garantía de 3 meses.',
  },
  {
    title: '¿Qué descuento puede dar el personal?',
    body: 'El personal puede dar un descuento de 17 por ciento con el código HARBOUR17.',
    audience: 'internal',
  },
]

export const KNOWLEDGE: readonly KnownArticle[] = [...EN.map(inLanguage('en')), ...ES.map(inLanguage('es'))]

/** Where links of the shop may lead. */
export const ALLOWED_HOSTS: ReadonlySet<string> = new Set(['harbour-bikes.example'])
