import type { ArticleKind, ArticleWords } from '@hilo/protocol'
import type { OrgTx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { NOBODY } from '../domain/actor/actor.ts'
import { createArticle } from '../domain/article/create.ts'
import { publishFirst } from '../domain/article/publish.ts'

/** What the demo restaurant knows, in Spanish and English: AI has something to answer from at once. */

type Said = Pick<ArticleWords, 'title' | 'body' | 'alternates'>
type Topic = { name: string; kind: ArticleKind; es: Said; en: Said }

// Each says it in one piece: what else it answers is then found as its title is.
const TOPICS: readonly Topic[] = [
  {
    name: 'hours',
    kind: 'faq',
    es: {
      title: '¿Qué días y a qué hora abren?',
      body: `Abrimos todos los días, también los lunes y los feriados.

- Comidas: de 13:00 a 16:00.
- Cenas: de 20:00 a 23:30.

La cocina recibe el último pedido **30 minutos** antes del cierre.`,
      alternates: ['¿Abren los lunes?', '¿Cuál es el horario?', '¿Hasta qué hora se puede cenar?'],
    },
    en: {
      title: 'On which days and when are you open?',
      body: `We are open every day, on Mondays and on holidays too.

- Lunch: from 13:00 to 16:00.
- Dinner: from 20:00 to 23:30.

The kitchen takes the last order **30 minutes** before closing.`,
      alternates: ['Are you open on Mondays?', 'What are your opening hours?', 'Until when is dinner?'],
    },
  },
  {
    name: 'visit',
    kind: 'faq',
    es: {
      title: '¿Dónde están y cómo llego?',
      body: `Estamos en la calle del Horno 7, detrás del mercado, a diez minutos a pie de la estación.

Hay un estacionamiento pago a 100 metros. Los perros son bienvenidos en las mesas de la vereda.`,
      alternates: ['¿Cuál es la dirección?', '¿Tienen estacionamiento?', '¿Puedo ir con mi perro?'],
    },
    en: {
      title: 'Where are you and how do I get there?',
      body: `We are at Calle del Horno 7, behind the covered market, ten minutes on foot from the station.

There is paid parking 100 metres away. Dogs are welcome at the tables outside.`,
      alternates: ['What is your address?', 'Is there parking?', 'Can I come with my dog?'],
    },
  },
  {
    name: 'cancel',
    kind: 'faq',
    es: {
      title: '¿Cómo cambio o cancelo mi reserva?',
      body: `Puedes cambiar o cancelar tu reserva sin costo hasta 2 horas antes: escríbenos aquí.

Guardamos la mesa 15 minutos después de la hora acordada.`,
      alternates: ['¿Puedo cancelar mi mesa?', 'Quiero cambiar la hora de la reserva', 'Llego tarde'],
    },
    en: {
      title: 'How do I change or cancel my booking?',
      body: `You can change or cancel your booking free of charge up to 2 hours before: write to us here.

We keep the table for 15 minutes after the agreed time.`,
      alternates: ['Can I cancel my table?', 'I want to change the time of my booking', 'I am running late'],
    },
  },
  {
    name: 'children',
    kind: 'faq',
    es: {
      title: '¿Tienen sillas altas y menú infantil?',
      body: `Hay cuatro sillas altas y un menú infantil. El baño tiene cambiador.

El cochecito entra por la puerta de la izquierda, que no tiene escalón.`,
      alternates: ['¿Hay cambiador?', '¿Entra el cochecito?', 'Vamos con un bebé'],
    },
    en: {
      title: 'Do you have high chairs and a menu for children?',
      body: `There are four high chairs and a menu for children. The bathroom has a changing table.

Prams come in by the door on the left, which has no step.`,
      alternates: ['Is there a changing table?', 'Is there room for a pram?', 'We are bringing a toddler'],
    },
  },
  {
    name: 'takeaway',
    kind: 'faq',
    es: {
      title: '¿Preparan comida para llevar?',
      body: `Sí, todos los platos menos la parrilla, de 12:30 a 15:00: pide aquí y retira en el local.

Cada envase cuesta 1 euro.`,
      alternates: ['¿Puedo retirar un pedido?', '¿Cuánto cuesta el envase?', '¿Tienen envío a domicilio?'],
    },
    en: {
      title: 'Do you prepare food to take away?',
      body: `Yes, every dish but those from the grill, from 12:30 to 15:00: order here and collect it.

Each box costs 1 euro.`,
      alternates: ['Can I collect an order?', 'What does the box cost?', 'Do you have home delivery?'],
    },
  },
  {
    name: 'diets',
    kind: 'page',
    es: {
      title: 'Alergias, platos sin gluten y menú vegetariano',
      body: `Avísanos de cualquier alergia al reservar o al llegar: la cocina prepara el plato aparte.

- **Sin gluten**: la parrilla, las ensaladas y dos postres; el pan se pide un día antes.
- **Vegetariano**: cuatro platos principales, marcados con una hoja en la carta.
- **Vegano**: los puerros a la brasa y las verduras de la huerta.

En la cocina se usan frutos secos: no podemos asegurar que un plato esté libre de trazas.`,
      alternates: ['¿Tienen opciones sin gluten?', '¿Hay platos veganos?', 'Soy alérgico a los frutos secos'],
    },
    en: {
      title: 'Allergies, gluten-free and vegetarian dishes',
      body: `Tell us about any allergy when you book or when you arrive: the kitchen prepares the dish apart.

- **Gluten free**: the grill, the salads and two desserts; bread has to be ordered a day before.
- **Vegetarian**: four main dishes, marked with a leaf on the menu.
- **Vegan**: the charred leeks and the vegetables from the orchard.

Nuts are used in the kitchen: we cannot promise that a dish is free of traces.`,
      alternates: ['Do you have gluten-free options?', 'Are there vegan dishes?', 'I am allergic to nuts'],
    },
  },
  {
    name: 'groups',
    kind: 'page',
    es: {
      title: 'Grupos, cumpleaños y formas de pago',
      body: `Para más de 8 personas reserva alguien del equipo, con una seña del 20 % de la cuenta.

Puedes traer tu torta de cumpleaños: la guardamos en frío y ponemos los platos.

Aceptamos efectivo, tarjetas de débito y de crédito, y pagos con el teléfono. El cubierto no se cobra.`,
      alternates: ['Somos doce', '¿Puedo llevar una torta?', '¿Aceptan tarjetas?', '¿Cómo puedo pagar?'],
    },
    en: {
      title: 'Groups, birthdays and ways to pay',
      body: `For more than 8 people somebody of the team books, with a deposit of 20 % of the bill.

You may bring your birthday cake: we keep it cold and bring the plates.

We take cash, debit and credit cards, and payments by phone. There is no cover charge.`,
      alternates: ['We are 12 people', 'Can I bring a cake?', 'Do you take cards?', 'How can I pay?'],
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
  await publishFirst(tx, NOBODY, ids)
}
