import type { ArticleKind, ArticleWords } from '@hilo/protocol'
import type { OrgTx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { NOBODY } from '../domain/actor/actor.ts'
import { createArticle } from '../domain/article/create.ts'
import { publishFirst } from '../domain/article/publish.ts'

/** What the demo restaurant knows, in Spanish and English, so that AI has something to answer from at once. */

type Said = Pick<ArticleWords, 'title' | 'body' | 'alternates'>
type Topic = { name: string; kind: ArticleKind; es: Said; en: Said }

const TOPICS: readonly Topic[] = [
  {
    name: 'hours',
    kind: 'page',
    es: {
      title: 'Horarios y cómo llegar',
      body: `## Horarios

Abrimos de martes a domingo. El almuerzo es de 12:00 a 15:30 y la cena de 19:30 a 23:30. Los lunes está cerrado.

La cocina recibe el último pedido **30 minutos** antes del cierre.

## Cómo llegar

Estamos en la calle Sarandí 680, en la Ciudad Vieja de Montevideo, a dos cuadras de la plaza Matriz.

- Las líneas 121 y 180 paran en la esquina.
- Hay un estacionamiento pago a 100 metros, por la calle Bacacay.`,
      alternates: ['¿A qué hora abren?', '¿Dónde están?', '¿Tienen estacionamiento?', '¿Abren los lunes?'],
    },
    en: {
      title: 'Opening hours and how to get here',
      body: `## Opening hours

We open from Tuesday to Sunday. Lunch is from 12:00 to 15:30 and dinner from 19:30 to 23:30. On Mondays we are closed.

The kitchen takes the last order **30 minutes** before closing.

## How to get here

We are at Sarandí 680, in the old town of Montevideo, two blocks from Matriz square.

- Buses 121 and 180 stop at the corner.
- There is a paid car park 100 metres away, on Bacacay street.`,
      alternates: ['When are you open?', 'Where are you?', 'Is there parking?', 'Are you open on Mondays?'],
    },
  },
  {
    name: 'cancel',
    kind: 'faq',
    es: {
      title: '¿Cómo cambio o cancelo mi reserva?',
      body:
        'Puedes cambiar o cancelar tu reserva sin costo hasta 2 horas antes: escribe aquí el nombre y el día de la ' +
        'reserva. Guardamos la mesa 15 minutos después de la hora acordada.',
      alternates: ['¿Puedo cancelar mi mesa?', 'Quiero cambiar la hora de la reserva', 'Llego tarde'],
    },
    en: {
      title: 'How do I change or cancel my booking?',
      body:
        'You can change or cancel your booking free of charge up to 2 hours before: write the name and the day of ' +
        'the booking here. We keep the table for 15 minutes after the agreed time.',
      alternates: ['Can I cancel my table?', 'I want to change the time of my booking', 'I am running late'],
    },
  },
  {
    name: 'diets',
    kind: 'page',
    es: {
      title: 'Alergias y menú vegetariano',
      body: `Avísanos de cualquier alergia al reservar o al llegar: la cocina prepara el plato aparte.

- **Sin gluten**: la parrilla, las ensaladas y dos postres. El pan sin gluten se pide con un día de anticipación.
- **Vegetariano**: cuatro platos principales, marcados con una hoja en la carta.
- **Vegano**: la provoleta vegana y los vegetales al fuego.

En la cocina se usan frutos secos, así que no podemos asegurar que un plato esté libre de trazas.`,
      alternates: ['¿Tienen opciones sin gluten?', '¿Hay platos veganos?', 'Soy alérgico a los frutos secos'],
    },
    en: {
      title: 'Allergies and vegetarian dishes',
      body: `Tell us about any allergy when you book or when you arrive: the kitchen prepares the dish apart.

- **Gluten free**: the grill, the salads and two desserts. Gluten-free bread has to be ordered a day before.
- **Vegetarian**: four main dishes, marked with a leaf on the menu.
- **Vegan**: the vegan provoleta and the vegetables from the fire.

Nuts are used in the kitchen, so we cannot promise that a dish is free of traces.`,
      alternates: ['Do you have gluten-free options?', 'Are there vegan dishes?', 'I am allergic to nuts'],
    },
  },
  {
    name: 'payment',
    kind: 'faq',
    es: {
      title: '¿Cómo puedo pagar?',
      body:
        'Aceptamos efectivo en pesos uruguayos, tarjetas de débito y de crédito, y pagos con el teléfono. Las ' +
        'tarjetas emitidas en el extranjero tienen descontado el IVA. El cubierto no se cobra.',
      alternates: ['¿Aceptan tarjetas?', '¿Puedo pagar con dólares?', '¿Cobran cubierto?'],
    },
    en: {
      title: 'How can I pay?',
      body:
        'We take cash in Uruguayan pesos, debit and credit cards, and payments by phone. VAT is taken off for cards ' +
        'issued abroad. There is no cover charge.',
      alternates: ['Do you take cards?', 'Can I pay in dollars?', 'Is there a cover charge?'],
    },
  },
  {
    name: 'groups',
    kind: 'page',
    es: {
      title: 'Grupos y cumpleaños',
      body: `Para más de 8 personas reserva una persona del equipo, con una seña del 20 % que se descuenta de la cuenta.

El salón del fondo tiene lugar para **30 personas** y se reserva entero sin costo de alquiler de martes a jueves.

Puedes traer tu torta de cumpleaños: la guardamos en frío y ponemos los platos.`,
      alternates: ['Somos 12 personas', '¿Puedo llevar una torta?'],
    },
    en: {
      title: 'Groups and birthdays',
      body: `For more than 8 people somebody of the team books, with a deposit of 20 % that is taken off the bill.

The back room seats **30 people** and can be booked as a whole, free of rent, from Tuesday to Thursday.

You may bring your birthday cake: we keep it cold and bring the plates.`,
      alternates: ['We are 12 people', 'Can I bring a cake?'],
    },
  },
  {
    name: 'pets',
    kind: 'faq',
    es: {
      title: '¿Puedo ir con mi perro?',
      body: 'Sí: las mascotas son bienvenidas en las mesas de la vereda, y les damos agua. Adentro no pueden entrar.',
      alternates: ['¿Aceptan mascotas?'],
    },
    en: {
      title: 'Can I come with my dog?',
      body: 'Yes: pets are welcome at the tables outside, and we bring them water. They cannot come inside.',
      alternates: ['Are pets allowed?'],
    },
  },
]

const HAS_ANY = statement('select 1 from article where org_id = $1 limit 1')

/** Writes them once, each in both languages; what members make of them stays. */
export async function keepArticles(tx: OrgTx): Promise<void> {
  const { rows } = await tx.query(HAS_ANY, [tx.orgId])
  if (rows.length > 0) return
  const ids = []
  for (const { name, kind, es, en } of TOPICS) {
    const words = { kind, audience: 'public' as const }
    const first = await createArticle(tx, NOBODY, {
      ...words,
      ...es,
      language: 'es',
      clientId: `demo-${name}-es`,
    })
    const other = { ...words, ...en, language: 'en', clientId: `demo-${name}-en`, variantOf: first.id }
    ids.push(first.id, (await createArticle(tx, NOBODY, other)).id)
  }
  await publishFirst(tx, ids)
}
