import type { Appointment } from './practice.ts'

type When = (appointment: Appointment) => string

/** What is said, in each language. */
export type Words = {
  name: string
  time: string
  otherTime: string
  taken: string
  times: string
  none: string
  chooseAgain: string
  booked: When
  /** After what stands, where there is a day before. */
  willRemind: string
  moved: When
  confirmed: When
  /** It could not be moved, or no longer should. */
  stays: When
  /** To whatever else is said while the appointment is awaited. */
  stands: When
  reminder: When
  changes: readonly { to: 'confirm' | 'move' | 'cancel'; label: string }[]
  answers: readonly { to: 'confirm' | 'move' | 'cancel'; label: string }[]
  cancelled: string
  abandoned: string
  person: string
  /** After people have handed the conversation back. */
  back: string
  /** A time as an option: at most 24 characters. */
  short: (startsAt: string) => string
}

/** What is said, in the contact's language (Spanish or else English) and by the practice's clock. */
export function wordsFor(locale: string, timeZone: string): Words {
  return locale.startsWith('es') ? spanish(timeZone) : english(timeZone)
}

function spanish(timeZone: string): Words {
  const when = longIn('es', timeZone)
  const move = { to: 'move', label: 'Cambiar la hora' } as const
  const cancel = { to: 'cancel', label: 'Cancelar' } as const
  return {
    name: '¡Hola! ¿A nombre de quién es el turno?',
    time: '¡Hola! Estos son los próximos turnos libres. ¿Cuál te queda bien?',
    otherTime: 'Estos son los turnos libres. ¿Cuál prefieres?',
    taken: 'Uy, ese turno se acaba de ocupar. ¿Te sirve alguno de estos?',
    times: 'Ver turnos',
    none: 'Ninguno',
    chooseAgain: 'Elige uno de estos turnos, por favor.',
    booked: (appointment) =>
      `Listo: te esperamos el ${when(appointment)}. Si necesitas cambiarlo, dímelo cuando quieras.`,
    willRemind: 'El día antes te escribo.',
    moved: (appointment) => `Hecho, lo cambié: te esperamos el ${when(appointment)}.`,
    confirmed: (appointment) => `¡Gracias! Te esperamos el ${when(appointment)}.`,
    stays: (appointment) => `Queda como estaba: te esperamos el ${when(appointment)}.`,
    stands: (appointment) => `Tu turno sigue en pie: el ${when(appointment)}. Si quieres cambiarlo:`,
    reminder: (appointment) => `Te recuerdo tu turno: el ${when(appointment)}. ¿Vienes?`,
    changes: [move, cancel],
    answers: [{ to: 'confirm', label: 'Sí, voy' }, move, cancel],
    cancelled: 'Cancelado. Cuando quieras otro turno, escríbeme.',
    abandoned: 'Lo dejamos aquí por ahora. Cuando quieras un turno, escríbeme.',
    person: 'Le paso tu consulta a alguien del equipo. Enseguida te escribe.',
    back: 'Si quieres otro turno, escríbeme.',
    short: shortIn('es', timeZone),
  }
}

function english(timeZone: string): Words {
  const when = longIn('en-GB', timeZone)
  const move = { to: 'move', label: 'Change the time' } as const
  const cancel = { to: 'cancel', label: 'Cancel it' } as const
  return {
    name: 'Hi! What name is the appointment for?',
    time: 'Hi! These are the next free times. Which one suits you?',
    otherTime: 'These are the free times. Which one would you like?',
    taken: 'Sorry, that one has just gone. Would one of these do?',
    times: 'See times',
    none: 'None of these',
    chooseAgain: 'Please pick one of these times.',
    booked: (appointment) => `All set: ${when(appointment)}. If you need to change it, tell me at any time.`,
    willRemind: 'I will write to you the day before.',
    moved: (appointment) => `Done, I changed it: ${when(appointment)}.`,
    confirmed: (appointment) => `Thank you! See you on ${when(appointment)}.`,
    stays: (appointment) => `It stays as it was: ${when(appointment)}.`,
    stands: (appointment) => `Your appointment stands: ${when(appointment)}. To change it:`,
    reminder: (appointment) => `A reminder of your appointment: ${when(appointment)}. Will you come?`,
    changes: [move, cancel],
    answers: [{ to: 'confirm', label: 'Yes, I will' }, move, cancel],
    cancelled: 'Cancelled. Write to me whenever you would like another appointment.',
    abandoned: "I'll leave it there for now. Write to me whenever you'd like an appointment.",
    person: 'I am passing this on to the team. Someone will write to you shortly.',
    back: 'If you would like another appointment, write to me.',
    short: shortIn('en-GB', timeZone),
  }
}

function longIn(locale: string, timeZone: string): When {
  const form = { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...form })
  return ({ startsAt }) => format.format(new Date(startsAt))
}

function shortIn(locale: string, timeZone: string): (startsAt: string) => string {
  const form = { weekday: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...form })
  return (startsAt) => format.format(new Date(startsAt))
}
