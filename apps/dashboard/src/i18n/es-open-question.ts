import type { openQuestionEn } from './en-open-question.ts'

/** The Spanish words of questions that AI found too little for. */
export const openQuestionEs: typeof openQuestionEn = {
  strip: 'Lo que la IA no pudo responder',
  title: (question) => `Sin respuesta: «${question}»`,
  nowTitle: (question) => `Ya tiene respuesta: «${question}»`,
  nearest: 'Artículo más cercano:',
  nearestTooFar: (share, needed) => `Artículo más cercano (cubre ${share}, hace falta ${needed}):`,
  nothing: 'Ningún artículo tiene sus palabras.',
  nothingNear: 'Ningún artículo se le acerca.',
  nothingForContacts: 'Ningún artículo para contactos tiene sus palabras.',
  nothingNearForContacts:
    'Ningún artículo para contactos se le acerca. Un borrador lee también los internos y los que tienen ' +
    'pocas de sus palabras.',
  offered: 'Ofrecido al contacto:',
  answeredNow: 'Ahora lo responde:',
  write: 'Escribir un artículo',
  put: 'Ponerlo en la respuesta',
  putHint: 'Las palabras del artículo; las envías tú',
  replaced: 'Se reemplazó la respuesta',
  beforeReply: 'Se preguntó antes de la última respuesta.',
  done: 'Listo',
  doneHint: 'En esta conversación no hay nada más que decir de esto',
  doneTitle: (question) => `Listo: «${question}»`,
  doneFailed: (question) => `No se pudo marcar como lista: «${question}»`,
  settling: 'Guardando…',
  more: (count: number) => `${count} más sin respuesta`,
  fewer: 'Mostrar menos',
}
