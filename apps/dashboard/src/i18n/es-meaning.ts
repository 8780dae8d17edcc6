import type { MeaningOutcome } from '@hilo/protocol'
import type { meaningEn } from './en-meaning.ts'

const OUTCOMES: Record<MeaningOutcome, string> = {
  used: 'también se miró lo cercano en significado',
  not_better: 'no se usa: tus propias preguntas encuentran lo mismo solo por palabras',
  not_tried: 'todavía no se usa: falta probarlo con tus artículos',
  too_many: 'no se usa: hay más artículos de los que el servidor guarda en memoria para esto',
  failed: 'el proveedor falló, y se siguió solo por palabras',
  slow: 'tardó demasiado, y se siguió solo por palabras',
}

/** The Spanish words of what is found by its meaning. */
export const meaningEs: typeof meaningEn = {
  title: 'Búsqueda por significado',
  intro:
    'Los artículos se encuentran por sus palabras. Un proveedor puede ubicarlos por lo que significan, ' +
    'para que también los encuentre una pregunta dicha de otra manera.',
  privacy:
    'Todos los artículos publicados, también los internos, van al proveedor que elijas, y cada pregunta ' +
    'antes de responderla. Los secretos se quitan, y lo que cuesta está en los costos, como Conocimiento.',
  provider: 'Quién ubica artículos y preguntas',
  nobody: 'Nadie: buscar solo por palabras',
  option: (name, model) => `${name}, con ${model}`,
  nobodyCan: 'Ningún proveedor activo tiene un modelo que ubica textos. Cambia uno y nombra su modelo.',
  saving: 'Guardando…',
  error: 'No se pudo cargar',
  nothing: 'Todavía no hay artículos publicados que ubicar.',
  placed: (placed, chunks) => `${placed} de ${chunks} partes están ubicadas.`,
  refused: (count) =>
    count === 1 ? 'El proveedor rechazó una de ellas.' : `El proveedor rechazó ${count} de ellas.`,
  problem: (reason) => `No avanza, y se vuelve a intentar solo: ${reason}`,
  trying: 'Se está probando con tus propias preguntas…',
  triedAt: (when) => `Probado ${when} con preguntas que se hizo olvidar a tus artículos:`,
  kind: 'Tipo de artículo',
  asked: 'Preguntas',
  first: 'Encontradas primero',
  five: 'Entre las cinco primeras',
  verdict: 'Se usa',
  without: (words, both) => `${words} por palabras, ${both} con significado`,
  used: 'sí',
  notUsed: 'no: no encuentra más',
  tooFew: 'no: muy pocas preguntas para saberlo',
  signal: 'Por significado',
  shortSignal: 'significado',
  fact: 'Por significado',
  outcomes: OUTCOMES,
}
