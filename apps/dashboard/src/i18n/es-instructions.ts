import type { instructionsEn } from './en-instructions.ts'

/** The words of how AI is to answer, in Spanish. */
export const instructionsEs: typeof instructionsEn = {
  title: 'Instrucciones de IA',
  body:
    'Cómo responde la IA a los contactos. Nada de esto la hace decir lo que no dicen los artículos, ni ' +
    'hacer lo que una herramienta no puede. Los cambios valen cuando se publican.',
  error: 'No se pudieron cargar las instrucciones',
  place: 'Valen para',
  allInboxes: 'Todas las bandejas',
  placeOrg: 'Cada bandeja puede tener, además, instrucciones propias.',
  placeInbox:
    'El tono, el propósito, los temas, los idiomas y el horario de aquí reemplazan a los de todas las ' +
    'bandejas. Qué hacer, qué no hacer y qué va a personas se suma.',
  placeDirty: 'Primero guarda o descarta lo que escribiste.',
  charter: 'Para qué está',
  manner: 'Cómo habla',
  onePerLine: 'una por línea',
  fields: {
    purpose: 'Propósito',
    topics: 'Temas de los que se habla',
    tone: 'Tono',
    dos: 'Qué hacer',
    donts: 'Qué no hacer',
    languages: 'Idiomas',
    peopleTopics: 'Lo que va a personas',
    hours: 'Cuándo hay personas',
  },
  hints: {
    purpose: 'Por ejemplo: ayuda con pedidos y devoluciones de la tienda. WhatsApp pide un propósito.',
    topics:
      'Uno por línea, por ejemplo: reservas, bookings. Lo que no trata de ninguno se declina, y se ' +
      'ofrece una persona. Un modelo dice qué tema es; sin modelo, una palabra de un tema tiene que ' +
      'estar en la pregunta o en el título del artículo más cercano, y lo que pide un artículo por su ' +
      'título se responde igual. Vacío: de lo que traten los artículos.',
    tone: 'Por ejemplo: tranquilo y breve, sin signos de exclamación.',
    dos: 'Por ejemplo: preguntar el número de pedido.',
    donts: 'Por ejemplo: prometer una fecha.',
    languages: 'Como es o pt-BR; el primero, cuando no se conoce otro. Vacío: todos los que habla Hilo.',
    peopleTopics:
      'Cuando un contacto usa una de estas frases, en cualquier forma de sus palabras, la conversación ' +
      'pasa enseguida a personas. Con una etiqueta, solo si la conversación la tiene, y sin frases, ' +
      'siempre que la tenga.',
    hours:
      'Se les dice a los contactos que esperan a personas, en la zona horaria de tu organización. En una ' +
      'bandeja la IA puede responder solo en ese horario, o solo fuera de él.',
  },
  purposeMissing:
    'Las condiciones de WhatsApp permiten la IA para un propósito del negocio: hay que decir cuál.',
  unspoken: (languages) =>
    `En ${languages} responde solo un modelo. Lo que Hilo dice por sí mismo (saludos, ofrecer una ` +
    'persona, pasar la conversación, recordatorios) está en inglés, español y portugués, y en otros ' +
    'idiomas en inglés; y a quien pide una persona en otro idioma se le entiende por esos botones, o ' +
    'cuando no hay respuesta.',
  addTopic: 'Agregar un tema',
  topicName: 'Tema',
  topicPhrases: 'Frases',
  topicOnlyWithTag: 'Solo con la etiqueta',
  topicAssignee: 'Asignar a',
  topicNobody: 'Nadie',
  topicTag: 'Poner la etiqueta',
  optional: 'opcional',
  removeTopic: (name) => `Quitar el tema ${name}`,
  saysHours: 'Decirles a los contactos cuándo hay personas',
  from: (day) => `${day}, desde`,
  to: (day) => `${day}, hasta`,
  holds: (version) => `La versión ${version} está en vigor.`,
  holdsNothing: 'Sin instrucciones en vigor.',
  unsaved: 'Lo que escribiste no está guardado.',
  unpublished: 'Los cambios posteriores son un borrador.',
  discard: 'Descartar',
  save: 'Guardar borrador',
  saved: 'Se guardó el borrador.',
  nothingToSave: 'No se cambió nada.',
  publish: 'Publicar',
  publishHint: 'La próxima respuesta ya lo sigue.',
  published: 'Vale desde la próxima respuesta.',
  nothingToPublish: 'Esto ya está en vigor.',
  overtaken: (who) => `${who} guardó mientras tanto.`,
  overtakenDetail: 'Lo que escribiste sigue aquí y no se envió.',
  showChanges: 'Mostrar la diferencia',
  hideChanges: 'Ocultar la diferencia',
  keepMine: 'Dejar lo mío',
  keepMineHint: 'Lo tuyo pasa a ser el borrador al guardar; lo otro queda en el historial si se publicó.',
  takeTheirs: 'Tomar lo otro',
  takeTheirsHint: 'Se descarta lo que escribiste.',
  same: 'No hay diferencias.',
  tryOut: 'Probar con preguntas anteriores',
  tryHint:
    'Las últimas preguntas de los contactos, cada una tras lo que se dijo antes, respondidas con la ' +
    'versión en vigor y con el borrador, lado a lado. No se le envía nada a nadie y no se usa ninguna ' +
    'herramienta.',
  tryNone: 'La IA todavía no respondió nada aquí.',
  trySame: 'El borrador es la versión en vigor: no hay qué comparar.',
  tryDirty: 'Primero guarda el borrador.',
  tryCost: (count, dollars) => {
    const what =
      count === 1 ? 'Una pregunta, respondida dos veces' : `${count} preguntas, cada una respondida dos veces`
    if (dollars === null) return `${what}. No se sabe cuánto cuesta.`
    return `${what}: unos US$ ${dollars}, según lo que se pagó entonces.`
  },
  tryRun: 'Responderlas',
  trying: 'Se están respondiendo.',
  byPublished: 'Versión en vigor',
  byDraft: 'Borrador',
  tryHandoff: 'A personas',
  tryFrom: (titles) => `De: ${titles}`,
  history: 'Versiones',
  number: (version) => `Versión ${version}`,
  inForce: 'En vigor',
  draft: 'Borrador',
  changes: 'Qué cambió',
  rollBack: 'Volver a poner en vigor',
  rollBackHint: 'La próxima respuesta vuelve a seguir esta versión.',
  rolledBack: (version) => `La versión ${version} vuelve a estar en vigor.`,
  stop: 'Quitar de vigor',
  stopHint: 'La próxima respuesta se da sin estas instrucciones.',
  stopped: 'Ya no están en vigor.',
  publications: 'Qué estuvo en vigor y cuándo',
  putIntoForce: (version) => `Se puso en vigor la versión ${version}`,
  endedForce: 'Ya no hubo ninguna en vigor',
}
