import { type Line, totalOf } from './lines.ts'

type Business = { business: string; currency: string; minimum: number }

/** What is said, in each language, for each business. */
export type Words = ReturnType<typeof spanish>

/** The contact's language, Spanish or else English. */
export function wordsFor(locale: string, business: Business): Words {
  return locale.startsWith('es') ? spanish(business) : english(business)
}

function spanish({ business, currency, minimum }: Business) {
  const money = moneyIn('es', currency)
  return {
    what: `¡Hola! Soy el asistente de ${business}. ¿Qué te llevamos?`,
    whatElse: '¿Qué más?',
    tooLittle: `Llevamos a partir de ${money(minimum)}. ¿Qué más agregamos?`,
    howMany: (label: string) => `¿Cuántas unidades de ${label}?`,
    aNumber: 'Dime un número, por favor.',
    soFar: (lines: readonly Line[]) => `Van ${money(totalOf(lines))}. ¿Algo más?`,
    nexts: options({ more: 'Agregar algo', done: 'Eso es todo' }),
    address: '¿A qué dirección?',
    check: (lines: readonly Line[], address: string) =>
      `${listOf(lines)}\nTotal: ${money(totalOf(lines))}\nPara: ${address}\n¿Lo pedimos?`,
    verdicts: options({ yes: 'Sí, pedirlo', no: 'No, gracias' }),
    placed: (number: string) => `¡Listo! Tu pedido es el ${number}.`,
    dropped: 'De acuerdo, no pido nada. Cuando quieras, escríbeme.',
    abandoned: 'Lo dejamos aquí por ahora. Cuando quieras pedir, escríbeme.',
    person: 'Tengo tu pedido, pero no puedo cargarlo. Alguien del equipo lo hace enseguida.',
  }
}

function english({ business, currency, minimum }: Business): Words {
  const money = moneyIn('en', currency)
  return {
    what: `Hi! This is the assistant of ${business}. What may we bring you?`,
    whatElse: 'What else?',
    tooLittle: `We deliver from ${money(minimum)} on. What shall we add?`,
    howMany: (label: string) => `How many of ${label}?`,
    aNumber: 'A number, please.',
    soFar: (lines: readonly Line[]) => `That is ${money(totalOf(lines))}. Anything else?`,
    nexts: options({ more: 'Add something', done: 'That is all' }),
    address: 'Which address?',
    check: (lines: readonly Line[], address: string) =>
      `${listOf(lines)}\nTotal: ${money(totalOf(lines))}\nTo: ${address}\nShall I order it?`,
    verdicts: options({ yes: 'Yes, order it', no: 'No, thank you' }),
    placed: (number: string) => `Done! Your order is ${number}.`,
    dropped: 'All right, I am not ordering anything. Write to me whenever you like.',
    abandoned: "I'll leave it there for now. Write to me whenever you'd like to order.",
    person: 'I have your order but cannot place it. Someone from the team will do it shortly.',
  }
}

function options<Labels extends Record<string, string>>(labels: Labels) {
  const entries = Object.entries(labels) as [keyof Labels, string][]
  return entries.map(([is, label]) => ({ is, label }))
}

function listOf(lines: readonly Line[]): string {
  return lines.map(({ count, label }) => `${count} x ${label}`).join('\n')
}

function moneyIn(locale: string, currency: string): (amount: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return (amount) => format.format(amount)
}
