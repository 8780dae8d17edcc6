import type { Answers } from './score.ts'

type Options<Is> = readonly { readonly is: NonNullable<Is>; readonly label: string }[]
type Money = { currency: string; budgetLow: number; budgetHigh: number }

/** What is said, in each language. */
export type Words = {
  need: string
  needs: Options<Answers['need']>
  budget: string
  budgets: Options<Answers['budget']>
  start: string
  starts: Options<Answers['start']>
  email: string
  emailAgain: string
  right: (answers: Answers) => string
  rights: Options<'right' | 'wrong'>
  thanks: string
  person: string
  /** After people have handed the conversation back. */
  back: string
}

function spanish(money: Money): Words {
  const amount = amountIn('es', money)
  const needs: Words['needs'] = [
    { is: 'kitchen', label: 'Una cocina' },
    { is: 'bathroom', label: 'Un baño' },
    { is: 'looking', label: 'Solo estoy mirando' },
  ]
  const budgets: Words['budgets'] = [
    { is: 'low', label: `Hasta ${amount(money.budgetLow)}` },
    { is: 'middle', label: 'Algo en el medio' },
    { is: 'high', label: `Desde ${amount(money.budgetHigh)}` },
  ]
  const starts: Words['starts'] = [
    { is: 'month', label: 'Este mes' },
    { is: 'quarter', label: 'En tres meses' },
    { is: 'later', label: 'Más adelante' },
  ]
  return {
    need: '¡Hola! Cuatro preguntas rápidas y te digo cómo seguimos. ¿Qué te gustaría renovar?',
    needs,
    budget: '¿Qué presupuesto tienes en mente?',
    budgets,
    start: '¿Cuándo te gustaría empezar?',
    starts,
    email: '¿A qué correo te escribimos? Si prefieres no darlo, dime "no".',
    emailAgain: 'No reconozco ese correo. Escríbelo completo, o dime "no".',
    right: ({ need, budget, start, email }) =>
      `Entonces: ${[labelOf(needs, need), labelOf(budgets, budget), labelOf(starts, start)].join(', ')}, ` +
      `${email ?? 'sin correo'}. ¿Está bien así?`,
    rights: [
      { is: 'right', label: 'Sí, está bien' },
      { is: 'wrong', label: 'Quiero cambiarlo' },
    ],
    thanks: '¡Gracias! Te mandamos ideas y precios en estos días.',
    person: '¡Gracias! Le paso todo a una persona del equipo. Enseguida te escribe.',
    back: 'Si cambia algo en tu proyecto, escríbeme.',
  }
}

function english(money: Money): Words {
  const amount = amountIn('en', money)
  const needs: Words['needs'] = [
    { is: 'kitchen', label: 'A kitchen' },
    { is: 'bathroom', label: 'A bathroom' },
    { is: 'looking', label: 'I am just looking' },
  ]
  const budgets: Words['budgets'] = [
    { is: 'low', label: `Up to ${amount(money.budgetLow)}` },
    { is: 'middle', label: 'Somewhere between' },
    { is: 'high', label: `From ${amount(money.budgetHigh)}` },
  ]
  const starts: Words['starts'] = [
    { is: 'month', label: 'This month' },
    { is: 'quarter', label: 'In three months' },
    { is: 'later', label: 'Later' },
  ]
  return {
    need: 'Hi! Four quick questions, and I can tell you how to go on. What would you like to renovate?',
    needs,
    budget: 'What budget do you have in mind?',
    budgets,
    start: 'When would you like to start?',
    starts,
    email: 'Which e-mail address may we write to? If you would rather not give one, say "no".',
    emailAgain: 'I cannot read that address. Write all of it, or say "no".',
    right: ({ need, budget, start, email }) =>
      `So: ${[labelOf(needs, need), labelOf(budgets, budget), labelOf(starts, start)].join(', ')}, ` +
      `${email ?? 'no e-mail'}. Is that right?`,
    rights: [
      { is: 'right', label: 'Yes, it is' },
      { is: 'wrong', label: 'Let me change it' },
    ],
    thanks: 'Thank you! We will send you ideas and prices these days.',
    person: 'Thank you! I am passing all of it on to someone from the team, who will write to you shortly.',
    back: 'If anything changes in your project, write to me.',
  }
}

function labelOf<Is>(options: Options<Is>, is: Is): string {
  return options.find((option) => option.is === is)?.label ?? ''
}

function amountIn(locale: string, { currency }: Money): (amount: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 })
  return (amount) => format.format(amount)
}

/** The contact's language, Spanish or else English. */
export function wordsFor(locale: string, money: Money): Words {
  return locale.startsWith('es') ? spanish(money) : english(money)
}
