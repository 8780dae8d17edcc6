/** What is said, in each language. */
export type Words = {
  guests: string
  guestsAgain: string
  day: string
  days: string
  tomorrow: string
  /** A day within a sentence: "mañana", "el jueves 26". */
  onDay: (weekday: string) => string
  slot: (day: string) => string
  times: string
  chooseAgain: string
  noRoom: string
  taken: () => string
  name: string
  booked: (booking: { name: string; guests: number; day: string; time: string }) => string
  abandoned: string
  person: string
  /** After people have handed the conversation back. */
  back: string
}

const es: Words = {
  guests: '¡Hola! Con gusto te reservo una mesa. ¿Para cuántas personas?',
  guestsAgain: 'Dime solo el número. ¿Cuántos van a ser?',
  day: '¿Para qué día?',
  days: 'Ver días',
  tomorrow: 'mañana',
  onDay: (weekday) => `el ${weekday}`,
  slot: (day) => `Para ${day} tengo estos horarios. ¿Cuál prefieres?`,
  times: 'Ver horarios',
  chooseAgain: 'Elige una de estas opciones, por favor.',
  noRoom: 'Ese día ya no me queda lugar. ¿Probamos con otro?',
  taken: () => 'Uy, ese horario se acaba de ocupar. ¿Te sirve alguno de estos?',
  name: '¿A nombre de quién la dejo?',
  booked: ({ name, guests, day, time }) =>
    `Listo, ${name}: mesa para ${guests} ${day} a las ${time}. ¡Te esperamos!`,
  abandoned: 'Lo dejamos aquí por ahora. Cuando quieras tu mesa, escríbeme.',
  person: 'Para eso prefiero que te ayude alguien del equipo. Enseguida te escribe.',
  back: 'Si quieres otra mesa, escríbeme y la buscamos.',
}

const en: Words = {
  guests: 'Hi! Happy to book you a table. How many of you will there be?',
  guestsAgain: 'Just the number, please. How many will you be?',
  day: 'Which day?',
  days: 'See days',
  tomorrow: 'tomorrow',
  onDay: (weekday) => `on ${weekday}`,
  slot: (day) => `These are the times I have ${day}. Which one suits you?`,
  times: 'See times',
  chooseAgain: 'Please pick one of these.',
  noRoom: 'I have nothing left that day. Shall we try another?',
  taken: () => 'Sorry, that one has just gone. Would one of these do?',
  name: 'What name shall I put it under?',
  booked: ({ name, guests, day, time }) =>
    `All set, ${name}: a table for ${guests} ${day} at ${time}. See you then!`,
  abandoned: "I'll leave it there for now. Write to me whenever you'd like your table.",
  person: 'Someone from the team can help you better with that. They will write to you shortly.',
  back: "Whenever you'd like another table, write to me.",
}

/** The contact's language, Spanish or else English. */
export function wordsFor(locale: string): Words {
  return locale.startsWith('es') ? es : en
}
