/** The approved templates of the demo org: a reminder with a picture and a link, and the state of an order. */

const BODIES = {
  appointment_reminder: {
    es: {
      body: 'Hola {{1}}, te esperamos el {{2}} a las {{3}} en Casa Lumbre.',
      example: ['Lucía', 'viernes 4', '21:00'],
      footer: 'Responde a este mensaje si necesitas algo.',
      buttons: ['Confirmo', 'Cambiar la reserva'],
    },
    en: {
      body: 'Hi {{1}}, we look forward to seeing you on {{2}} at {{3}} at Casa Lumbre.',
      example: ['Lucía', 'Friday 4', '9 pm'],
      footer: 'Answer this message if you need anything.',
      buttons: ['I will be there', 'Change the booking'],
    },
  },
  order_update: {
    es: {
      body: 'Hola {{guest}}, tu pedido {{order}} está {{state}}.',
      example: { guest: 'Lucía', order: 'A-1042', state: 'en camino' },
      button: 'Ver el pedido',
    },
    en: {
      body: 'Hi {{guest}}, your order {{order}} is {{state}}.',
      example: { guest: 'Lucía', order: 'A-1042', state: 'on its way' },
      button: 'See the order',
    },
  },
} as const

const SITE = 'https://casalumbre.example'

type Language = 'es' | 'en'

/** All of them, in Graph's own words. */
export function demoTemplates() {
  return (['es', 'en'] as const).flatMap((language) =>
    [reminder(language), orderUpdate(language)].map((template) => ({ language, ...template })),
  )
}

function reminder(language: Language) {
  const { body, example, footer, buttons } = BODIES.appointment_reminder[language]
  const [confirm, change] = buttons
  return {
    name: 'appointment_reminder',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [`${SITE}/room.png`] } },
      { type: 'BODY', text: body, example: { body_text: [example] } },
      { type: 'FOOTER', text: footer },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: confirm },
          { type: 'URL', text: change, url: `${SITE}/b/{{1}}`, example: [`${SITE}/b/7f3a`] },
        ],
      },
    ],
  }
}

function orderUpdate(language: Language) {
  const { body, example, button } = BODIES.order_update[language]
  const named = Object.entries(example).map(([name, text]) => ({ param_name: name, example: text }))
  return {
    name: 'order_update',
    format: 'NAMED' as const,
    components: [
      { type: 'BODY', text: body, example: { body_text_named_params: named } },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: button, url: `${SITE}/orders` }] },
    ],
  }
}
