import type { gapsEn } from './en-gaps.ts'

/** Las palabras de lo que falta en el conocimiento, y de lo que se respondería. */
export const gapsEs: typeof gapsEn = {
  gaps: 'Preguntas sin respuesta',
  gapsIntro:
    'Lo que los contactos preguntaron en los últimos 90 días y los artículos casi no dicen. Las preguntas ' +
    'con palabras parecidas van juntas.',
  gapsError: 'No se pudieron cargar las preguntas',
  noGaps: 'No falta nada',
  noGapsBody: 'Aquí se juntan las preguntas para las que la IA no encuentra respuesta.',
  gapsMore: (count) => (count === 1 ? 'y una más' : `y ${count} más`),
  answeredNow: 'Ya se responde',
  answeredNowHint: 'Desde entonces se publicó algo: si se pregunta de nuevo, se respondería',
  foundNow: 'Ahora se encuentra algo',
  foundNowHint: 'Ahora se encuentra lo suficiente. Con «Ver la respuesta» compruebas qué se diría',
  alsoAsked: (others) => `También: ${others.join(' · ')}`,
  askedTimes: (count, when) =>
    count === 1 ? `se preguntó una vez, ${when}` : `se preguntó ${count} veces, la última ${when}`,
  askedAt: (when) => `se preguntó ${when}`,
  openConversation: 'Abrir la conversación',
  seeAnswer: 'Ver la respuesta',
  writeFromThis: 'Escribir un artículo con esto',
  addTo: 'Agregar a un artículo',
  addToHint: 'Para un artículo que ya existe y no responde a estas palabras',
  addToIntro:
    'Se abre su editor con la pregunta entre sus otras preguntas. No se guarda nada hasta que lo hagas tú.',
  addToIntroAnswered:
    'Se abre su editor con la pregunta entre sus otras preguntas, y la respuesta de tu equipo al final del ' +
    'texto. No se guarda nada hasta que lo hagas tú.',
  nearQuestion: 'cerca de la pregunta',
  added: 'Se añadió una pregunta, aún sin guardar',
  addedDetail:
    'Está entre las otras preguntas; si hubo respuesta, termina el texto. Quita lo que era de un contacto.',
  dismiss: 'Descartar',
  dismissHint: 'La saca de la lista; si se pregunta de nuevo, vuelve',
  suggestions: 'Respondido por personas',
  suggestionsIntro:
    'Respondió un miembro y la conversación está cerrada: la IA no encontró nada o no ayudó, el contacto ' +
    'pidió una persona, o allí solo responden personas. Solo se usa lo que se le dijo al contacto, sin ' +
    'secretos ni direcciones. Edítalo antes de publicarlo.',
  suggestionsError: 'No se pudieron cargar las sugerencias',
  review: 'Revisar',
  approve: 'Publicarlo',
  reject: 'Sin artículo',
  rejectHint: 'La saca de la lista para siempre',
  suggestedQuestionHint: 'Si la cambias, las palabras del contacto quedan como otra forma de preguntarlo.',
  suggestedAnswerHint: 'Lo que escribieron los miembros. Quita lo que era solo para este contacto.',

  askedIn: 'Según las instrucciones de',

  askedAnywhere: 'Solo la organización',

  wouldSay: 'Qué se le respondería a un contacto',
  tryAnswer: 'Ver la respuesta',
  tryAnswerHint:
    'Responde como a un contacto, y no envía nada. Si hay un proveedor activo se le pregunta, lo que cuesta.',
  answering: 'Respondiendo…',
  actions: {
    answer: 'Responde',
    clarify: 'Repregunta',
    suggest: 'Ofrece una persona',
    handoff: 'Pasa a personas',
  },
  reasons: {
    user_asked: 'El contacto pide una persona.',
    no_evidence: 'Se encontró demasiado poco para responder.',
    model_declined: 'Se encontraron artículos, pero el modelo no vio en ellos una respuesta.',
    low_confidence: 'Lo que se encontró no lo responde con suficiente seguridad.',
    verify_failed: 'Todos los borradores decían más que los artículos.',
    repeated_question: 'Lo mismo se preguntó de nuevo.',
    negative_feedback: 'El contacto dijo que no ayudó.',
    upset: 'El contacto está enojado.',
    policy_topic: 'De este tema se ocupan personas.',
    off_topic: 'No trata de ninguno de los temas de la bandeja.',
    needs_person: 'Solo una persona puede hacer lo que se pidió.',
    tool_failed: 'Algo que había que hacer falló.',
    tool_waits: 'Alguien del equipo tiene que aprobar lo que hay que hacer.',
    unproved: 'El contacto no pudo mostrar quién es.',
    budget: 'Se agotó un presupuesto.',
    provider_error: 'El proveedor falló.',
    internal_error: 'Algo falló en Hilo.',
    not_sent: 'La plataforma no aceptó la respuesta.',
    injection: 'Parece escrito para engañar a la IA.',
    unreadable: 'Eso la IA no lo puede leer.',
    other_hours: 'En esta bandeja la IA responde a otras horas.',
  },
  modes: {
    model: 'Redactado por un modelo, y verificado',
    quoting: 'Con las palabras de los artículos: no hay proveedor activo',
  },
  told: 'Lo que se le dice al contacto',
  citedFrom: (title) => `Citado de «${title}»`,
  openParts: 'Quedó sin respuesta',
  offeredFrom: 'Ofrecido al contacto',
  why: 'Por qué',
  lookedFor: 'Se buscó',
  verified: 'Borradores rechazados',
  fault: 'Proveedor',
  took: 'Tardó',
}
