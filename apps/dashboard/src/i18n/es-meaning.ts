import type { MeaningOutcome, MeaningVerdict } from '@hilo/protocol'
import type { meaningEn } from './en-meaning.ts'

const OUTCOMES: Record<MeaningOutcome, string> = {
  used: 'se usó',
  not_better: 'no se usa: en una prueba con tus artículos, las palabras solas encontraron lo mismo',
  too_few: 'todavía no se usa: hay muy pocos artículos para una prueba',
  not_tried: 'todavía no se usa: no terminó la prueba con tus artículos',
  too_many: 'no se usa: hay más artículos de los que el servidor puede tener en memoria',
  failed: 'el proveedor falló, y solo se compararon palabras',
  slow: 'tardó demasiado, y solo se compararon palabras',
}
const VERDICTS: Record<MeaningVerdict, string> = {
  used: 'encuentra más',
  not_better: 'no encuentra más',
  too_few: 'muy pocas para saberlo',
}

/** The Spanish words of what is found by its meaning. */
export const meaningEs: typeof meaningEn = {
  title: 'Búsqueda por significado',
  intro:
    'Los artículos se encuentran por las palabras de una pregunta. Un proveedor puede comparar también lo ' +
    'que significan, para que los encuentre una pregunta dicha de otra manera.',
  privacy:
    'Todos los artículos publicados, también los internos, se envían a este proveedor, y cada pregunta ' +
    'antes de responderla. Los secretos se quitan. El costo está en Costos, como Conocimiento.',
  provider: 'Quién compara el significado',
  nobody: 'Ninguno: buscar solo por palabras',
  option: (name, model) => `${name}, con ${model}`,
  nobodyCan:
    'Ningún proveedor activo tiene un modelo para esto. Elige Cambiar en uno y nombra su modelo para la ' +
    'búsqueda por significado.',
  sendTitle: (name) => `¿Enviar tus artículos ${name === null ? 'al proveedor incluido' : `a ${name}`}?`,
  sendBody:
    'En cuanto confirmes, las palabras de todos los artículos publicados van a este proveedor: de los ' +
    'públicos, y de los internos, que solo leen los miembros.',
  send: 'Enviarlos',
  estimating: 'Contando lo que se enviaría…',
  estimateFailed: 'No se pudo contar lo que se enviaría',
  sentTo: 'A',
  sentModel: 'Modelo',
  sentWhat: 'Qué se envía',
  articlesIn: (count, articles, chunks) =>
    `${articles} ${count === 1 ? 'artículo' : 'artículos'}, en ${chunks} parte${chunks === '1' ? '' : 's'}`,
  sentPublic: 'Públicos',
  sentInternal: 'Internos',
  sentTokens: 'Tokens',
  sentCost: 'Costo',
  about: (value) => `unos ${value}`,
  costUnknown: 'desconocido: nadie dijo cuánto cuesta este modelo.',
  setPrices: 'Ponlo en Tus precios',
  sentLater:
    'Es por enviarlos todos una vez. Después una prueba envía una parte de nuevo, y desde entonces van ' +
    'también cada pregunta de un contacto y cada cambio de un artículo.',
  saving: 'Guardando…',
  error: 'No se pudo cargar',
  nothing: 'Espera artículos: todavía no hay ninguno publicado.',
  placing: (placed, chunks) => `Preparando tus artículos: ${placed} de ${chunks} partes listas.`,
  trying: 'Tus artículos están listos. Una prueba muestra si el significado encuentra más que las palabras…',
  used: 'En uso: en una prueba con tus artículos encontró o respondió más que las palabras solas.',
  notBetter:
    'Listo, pero sin usar: en una prueba con tus artículos, bastaron las palabras solas. No ' +
    'hay nada que hacer; la prueba se repite cuando cambian los artículos.',
  tooFew: (needed, counted) =>
    `Listo, pero todavía sin usar: una prueba lleva ${needed} preguntas de un tipo, y tus artículos dan ` +
    `menos (${counted}). Publica más artículos o agrégales otras formulaciones, y la prueba se repite.`,
  demo: 'El proveedor de la demo conoce palabras y unas pocas sinónimas: uno real las conoce todas.',
  refused: (count) =>
    count === 1 ? 'El proveedor rechazó una parte.' : `El proveedor rechazó ${count} partes.`,
  problem: (reason) => `Se interrumpió, y sigue por sí sola: ${reason}`,
  trial: (when) => `La prueba, ${when}`,
  trialHint: 'Se quitaron preguntas de tus artículos y después se hicieron: solo palabras → con significado.',
  kind: 'Tipo',
  asked: 'Preguntas',
  first: 'Encontradas primero',
  five: 'Entre las cinco primeras',
  verdict: 'El significado',
  verdicts: VERDICTS,
  evidenceHint:
    'Si también puede contar como prueba de una respuesta: preguntas cuya respuesta está, y preguntas cuya ' +
    'respuesta se quitó, solo palabras → con significado.',
  right: 'Bien respondidas',
  wrong: 'Mal respondidas',
  gone: 'Quitada, y respondida',
  asEvidence: 'Como prueba',
  countsAs: (share, threshold) => `${share}, desde ${threshold}`,
  countsNot: 'no cuenta',
  evidence: ({ words, near, both, threshold }) =>
    `sus palabras cubren ${words} de la pregunta, la cercanía de significado es ${near}: juntas ${both}; ` +
    `hace falta ${threshold}`,
  threshold: (threshold, share) => `Con significado desde el ${threshold}, del que ${share} es cercanía`,
  signal: 'Por significado',
  shortSignal: 'significado',
  fact: 'Por significado',
  outcomes: OUTCOMES,
}
