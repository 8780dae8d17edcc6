import type { instructionsEn } from './en-instructions.ts'

/** The words of how AI is to answer, in Spanish. */
export const instructionsEs: typeof instructionsEn = {
  title: 'Instrucciones de IA',
  body:
    'Cómo responde la IA a los contactos. Nada de esto la hace decir lo que no dicen los artículos, ni ' +
    'hacer lo que una herramienta no puede. Lo escrito rige cuando se publica.',
  error: 'No se pudieron cargar las instrucciones',
  place: 'Rigen para',
  allInboxes: 'Todas las bandejas',
  placeOrg: 'Una bandeja puede tener, además, palabras propias.',
  placeInbox:
    'Lo que describe esta bandeja va en lugar de lo que se dice para todas: tono, propósito, temas, ' +
    'idiomas, horario. Lo que hay que hacer, lo que no, y lo que va a personas se suma.',
  placeDirty: 'Primero hay que guardar o descartar lo escrito.',
  charter: 'Para qué está',
  manner: 'Cómo habla',
  onePerLine: 'una por línea',
  fields: {
    purpose: 'Propósito',
    topics: 'Temas de los que se habla',
    tone: 'Tono',
    dos: 'Hacer',
    donts: 'No hacer',
    languages: 'Idiomas',
    peopleTopics: 'Lo que va a personas',
    hours: 'Cuándo hay personas',
  },
  hints: {
    purpose: 'Por ejemplo: ayuda con pedidos y devoluciones de la tienda. WhatsApp pide un propósito.',
    topics:
      'Uno por línea, por ejemplo: reservas, bookings. Lo que no trata de ninguno se declina, y se ' +
      'ofrece una persona. Un modelo dice qué tema es; sin modelo, una palabra de un tema tiene que ' +
      'estar en la pregunta o en el título del artículo. Vacío: de lo que traten los artículos.',
    tone: 'Por ejemplo: tranquilo y breve, sin signos de exclamación.',
    dos: 'Por ejemplo: preguntar el número de pedido.',
    donts: 'Por ejemplo: prometer una fecha.',
    languages: 'Como es o pt-BR; el primero, cuando no se conoce otro. Vacío: todos los que habla Hilo.',
    peopleTopics:
      'Cuando un contacto usa una de estas frases, en cualquier forma de sus palabras, se llama a ' +
      'personas antes que a ningún modelo.',
    hours: 'Se le dice a quien pasa a personas, en la hora de la organización.',
  },
  purposeMissing:
    'Las condiciones de WhatsApp permiten la IA para un propósito del negocio: hay que decir cuál.',
  unspoken: (languages) =>
    `En ${languages} responde solo un modelo. Lo que Hilo dice por sí mismo (saludos, ofrecer una ` +
    'persona, pasar la conversación, recordatorios) está en inglés, español y portugués, y en otros ' +
    'idiomas en inglés; y a quien pide una persona en otro idioma se le entiende por esos botones, o cuando ' +
    'no hay respuesta.',
  addTopic: 'Agregar un tema',
  topicName: 'Tema',
  topicPhrases: 'Frases',
  removeTopic: (name) => `Quitar el tema ${name}`,
  saysHours: 'Decir cuándo hay personas',
  from: (day) => `${day}, desde`,
  to: (day) => `${day}, hasta`,
  hoursOrder: 'Tiene que ser antes del final.',
  holds: (version) => `Rige la versión ${version}.`,
  holdsNothing: 'Aquí no rige ninguna instrucción.',
  unsaved: 'Lo escrito no está guardado.',
  unpublished: 'Lo escrito después es un borrador.',
  discard: 'Descartar',
  save: 'Guardar borrador',
  saved: 'Se guardó el borrador.',
  nothingToSave: 'No se cambió nada.',
  publish: 'Publicar',
  publishHint: 'La próxima respuesta ya lo sigue.',
  published: 'Rige desde la próxima respuesta.',
  nothingToPublish: 'Lo escrito ya rige.',
  overtaken: (who) => `${who} guardó mientras tanto.`,
  overtakenDetail: 'Lo escrito sigue aquí y no se envió.',
  showChanges: 'Mostrar la diferencia',
  hideChanges: 'Ocultar la diferencia',
  keepMine: 'Dejar lo mío',
  keepMineHint: 'Lo tuyo pasa a ser el borrador al guardar; lo otro queda en el historial si se publicó.',
  takeTheirs: 'Tomar lo otro',
  takeTheirsHint: 'Se abandona lo escrito aquí.',
  same: 'No hay diferencias.',
  tryOut: 'Probar con preguntas anteriores',
  tryHint:
    'Las últimas preguntas de los contactos, respondidas con lo que rige y con el borrador, lado a lado. ' +
    'No se le dice a nadie y no se usa ninguna herramienta.',
  tryNone: 'La IA todavía no respondió nada aquí.',
  trySame: 'El borrador es lo que rige: no hay qué comparar.',
  tryDirty: 'Primero hay que guardar el borrador.',
  tryCost: (count, dollars) => {
    const what =
      count === 1 ? 'Una pregunta, respondida dos veces' : `${count} preguntas, cada una respondida dos veces`
    if (dollars === null) return `${what}. No se sabe cuánto cuesta.`
    return `${what}: unos US$ ${dollars}, según lo que se pagó entonces.`
  },
  tryRun: 'Responderlas',
  trying: 'Se están respondiendo.',
  byPublished: 'Con lo que rige',
  byDraft: 'Con el borrador',
  tryHandoff: 'A personas',
  tryFrom: (titles) => `De: ${titles}`,
  history: 'Versiones',
  number: (version) => `Versión ${version}`,
  inForce: 'Rige',
  draft: 'Borrador',
  changes: 'Qué cambió',
  rollBack: 'Volver a poner en vigor',
  rollBackHint: 'La próxima respuesta vuelve a seguir esta versión.',
  rolledBack: (version) => `Vuelve a regir la versión ${version}.`,
  stop: 'Quitar de vigor',
  stopHint: 'La próxima respuesta se da sin estas instrucciones.',
  stopped: 'Ya no rigen.',
  publications: 'Cuándo se puso en vigor cada versión',
  putIntoForce: (version) => `Se puso en vigor la versión ${version}`,
  endedForce: 'Dejó de regir toda versión',
}
