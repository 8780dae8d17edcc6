import type { daysEn } from './en-days.ts'

/** The Spanish words of the days on which people are there at other hours. */
export const daysEs: typeof daysEn = {
  title: 'Días especiales',
  intro: (timeZone) =>
    'Feriados, y días con otro horario. En ellos esto vale en lugar del horario de cada semana, en todas ' +
    `las bandejas, en cuanto se agregan, en la zona horaria ${timeZone}. A los contactos que esperan se ` +
    'les dice la fecha y cuándo vuelve el equipo. Donde nadie dice cuándo hay personas, no cambian nada.',
  noHours:
    'Todavía no vale ningún horario para todas las bandejas: indícalo arriba y publícalo. Hasta entonces ' +
    'un día no cambia nada en las bandejas sin horario propio.',
  error: 'No se pudieron cargar los días especiales',
  none: 'No hay ningún día especial por venir.',
  addOne: 'Agregar un día especial',
  date: 'Fecha',
  dateHint: 'Una fecha que ya está se reemplaza.',
  name: 'Nombre',
  nameHint: 'Para el equipo, como Navidad: a los contactos se les dice la fecha.',
  open: 'Hay personas',
  opens: { closed: 'En ningún momento', hours: 'A otras horas' },
  from: 'Desde',
  to: 'Hasta',
  sameTime: 'El final tiene que ser otra hora.',
  nextDay: 'Del día siguiente.',
  atOnce: 'Coincide con otras.',
  addHours: 'Agregar horas',
  removeHours: (from, to) => `Quitar de ${from} a ${to}`,
  add: 'Agregar día',
  added: (name) => `Se agregó: ${name}.`,
  replaced: (name, before) => `${name} reemplaza a ${before}.`,
  closed: 'cerrado',
  hours: (from, to) => `${from} a ${to}`,
  remove: (name) => `Eliminar ${name}`,
  ai: {
    when: 'Cuándo responde la IA',
    whens: {
      always: 'Siempre',
      outside_hours: 'Solo cuando no hay personas',
      inside_hours: 'Solo cuando hay personas',
    },
    whenHints: {
      outside_hours:
        'Mientras hay personas, el mensaje les llega en el acto, y se le dice al contacto. Queda con ellas ' +
        'hasta que lo devuelvan o lo cierren. Donde nadie dice cuándo hay personas, la IA responde siempre.',
      inside_hours:
        'Mientras no hay personas, el mensaje las espera, y se le dice al contacto cuándo vuelven. Queda ' +
        'con ellas hasta que lo devuelvan o lo cierren. Donde nadie dice cuándo hay personas, la IA ' +
        'responde siempre.',
    },
    noHours:
      'Todavía no vale ningún horario, así que esto no cambia nada: la IA responde siempre. ' +
      'Indícalo antes.',
    toHours: 'Cuándo hay personas, y días especiales',
  },
}
