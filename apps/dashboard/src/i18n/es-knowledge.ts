import type { knowledgeEn } from './en-knowledge.ts'
import { articlesEs } from './es-articles.ts'
import { gapsEs } from './es-gaps.ts'

/** Las palabras del conocimiento en español. */
export const knowledgeEs: typeof knowledgeEn = {
  ...articlesEs,
  ...gapsEs,
  title: 'Conocimiento',
  tabs: {
    articles: 'Artículos',
    questions: 'Preguntas',
    sources: 'Fuentes',
    gaps: 'Lo que falta',
    links: 'Enlaces',
    test: 'Probar una pregunta',
  },
  error: 'No se pudieron cargar los artículos',
  filter: 'Acotar la lista',
  search: 'Buscar',
  status: 'Estado',
  anyStatus: 'Cualquier estado',
  statuses: { draft: 'Borrador', published: 'Publicado', changed: 'Publicado, con cambios' },
  statusHints: {
    draft: 'Todavía no responde a nadie',
    published: 'Responde tal como se escribió por última vez',
    changed: 'Responde una versión anterior hasta que se publique la última',
  },
  audience: 'Para quién',
  anyAudience: 'Para cualquiera',
  audiences: { public: 'Público', internal: 'Interno' },
  audienceHints: {
    public: 'A los contactos se les responde con él.',
    internal: 'Solo lo encuentran los miembros; a los contactos nunca se les responde con él.',
  },
  language: 'Idioma',
  anyLanguage: 'Cualquier idioma',
  kind: 'Tipo',
  anyKind: 'Artículos y preguntas',
  kinds: { page: 'Artículo', faq: 'Pregunta' },
  kindsOf: { page: 'Artículos', faq: 'Preguntas' },
  write: 'Escribir un artículo',
  addQuestions: 'Agregar preguntas y respuestas',
  emptyTitle: 'Todavía no se sabe nada',
  emptyBody:
    'Empieza por lo que más preguntan los contactos: un artículo sobre eso, o unas pocas ' +
    'preguntas con su respuesta.',
  noMatchTitle: 'Nada por aquí',
  noMatchBody: 'Ningún artículo coincide con esta búsqueda.',
  more: 'Mostrar más',
  loadingMore: 'Cargando…',
  changed: (when) => `cambió ${when}`,

  back: 'Todos los artículos',
  backToConversation: 'Volver a la conversación',
  articleError: 'No se pudo cargar el artículo',
  untitled: 'Artículo sin título',
  views: 'Escribir o ver',
  writeTab: 'Escribir',
  preview: 'Vista previa',
  previewEmpty: 'Lo que escribas aparece aquí como lo leerán los contactos.',
  articleTitle: 'Título',
  titleHint: 'Como lo preguntaría un contacto, o de qué trata.',
  body: 'Texto',
  bodyHint:
    'Markdown: # título, **negrita**, - lista, [palabras](https://dirección). Sin HTML. Una imagen se puede ' +
    'pegar o soltar: entre sus corchetes, di qué se ve en ella.',
  alternates: 'Otras preguntas que responde',
  alternate: 'Pregunta alternativa',
  alternatesNote: 'una en cada línea',
  alternatesHint: 'Las palabras con que los contactos preguntan lo mismo. Se encuentran igual que el título.',
  alternatesCount: (count) =>
    count === 1 ? 'una forma más de preguntarlo' : `${count} formas más de preguntarlo`,
  saveDraft: 'Guardar',
  saved: 'Guardado. Responderá cuando se publique.',
  publish: 'Publicar',
  publishHint: 'Lo guarda, y desde ahora responde',
  published: 'Publicado. Desde ahora responde.',
  nothingToSave: 'No se cambió nada',
  answersAlready: 'Ya responde tal como está',
  moreActions: 'Más acciones',
  unpublish: 'Dejar de responder con él',
  unpublishTitle: (title) => `¿Dejar de responder con «${title}»?`,
  unpublishBody:
    'Desde ahora se responde sin él. Su texto se conserva, y puede volver a responder cuando quieras.',
  unpublished: 'Ya no responde. Su texto se conserva.',
  remove: 'Eliminar',
  removeTitle: (title) => `¿Eliminar «${title}»?`,
  removeBody:
    'Deja de responder y sale de la lista. Las respuestas que lo citaron todavía pueden mostrar ' +
    'lo que citaron.',
  deleted: 'El artículo se eliminó.',
  problems: {
    title_missing: 'Ponle un título.',
    title_long: 'Un título tiene como máximo 300 letras.',
    body_missing: 'Escribe el texto: sin él no puede responder.',
    body_long: 'Un artículo tiene como máximo 200.000 letras: divídelo.',
    alternate_long: 'Una pregunta tiene como máximo 300 letras.',
    alternates_many: 'Como máximo 100 preguntas más.',
  },
  kept: 'Este es un texto que no guardaste',
  keptDetail: 'Quedó en este navegador. Guárdalo, o vuelve a lo guardado.',
  discard: 'Volver a lo guardado',
  overtaken: (who, when) => `${who} guardó este artículo ${when}, mientras escribías`,
  overtakenDetail: 'No se envió nada tuyo y no se perdió nada. Decide con qué texto se sigue.',
  decideFirst: 'Alguien más lo guardó: decide primero con qué texto se sigue',
  showChanges: 'Comparar',
  hideChanges: 'Ocultar',
  keepMine: 'Seguir con el mío',
  keepMineHint: 'Tu texto será la próxima versión; el otro queda en las versiones si se publicó',
  takeTheirs: 'Tomar el otro',
  takeTheirsHint: 'Tu texto se pierde',
  differenceTheirs: (who, when) => `Del texto de ${who} (${when}) al tuyo`,
  skipped: (count) => (count === 1 ? '… una línea igual' : `… ${count} líneas iguales`),
  versions: 'Versiones',
  versionsError: 'No se pudieron cargar las versiones',
  version: 'Versión',
  versionNumber: (number) => `Versión ${number}`,
  firstPublished: 'Publicada',
  answersNow: 'Responde ahora',
  newest: 'La última',
  changes: 'Qué cambió',
  restore: 'Restaurar',
  restoreHint: 'Pone su texto en el editor; todavía no se guarda nada',
  restored: (number) => `El texto de la versión ${number} está en el editor. Guárdalo o publícalo.`,
  publishOld: 'Que vuelva a responder',
  publishOldHint: 'Desde ahora responde esta versión; la última queda como borrador',

  addQuestion: 'Agregar una pregunta',
  question: 'Pregunta',
  questionPlaceholder: '¿A qué hora abren?',
  answer: 'Respuesta',
  addAndPublish: 'Agregar y publicar',
  fillIn: 'Completa esto.',
  noQuestionsTitle: 'Todavía no hay preguntas',
  noQuestionsBody: 'Agrega la primera arriba, o pega muchas desde una planilla.',
  open: 'Abrir',
  edit: 'Editar',
  paste: 'Pegar una lista',
  rows: 'Filas',
  rowsHint:
    'Copiadas de una planilla o de un archivo CSV: pregunta, respuesta y, si quieres, otras ' +
    'formas de preguntar separadas por |.',
  rowsPlaceholder: '¿A qué hora abren?;De nueve a cinco.',
  publishAtOnce: 'Publicarlas enseguida',
  rowsRead: (count) => (count === 1 ? 'Una pregunta con su respuesta' : `${count} preguntas con respuesta`),
  rowsMore: (count) => (count === 1 ? 'y una más' : `y ${count} más`),
  rowProblem: (row, problem) => `La fila ${row} queda afuera: ${problem}`,
  rowProblems: {
    question_missing: 'no tiene pregunta.',
    answer_missing: 'no tiene respuesta.',
    too_long: 'es demasiado larga.',
    twice: 'su pregunta ya está más arriba.',
  },
  rowProblemsMore: (count) => `y ${count} filas más quedan afuera`,
  rowsMissing: 'Pega primero las filas',
  addRows: (count) => (count === 1 ? 'Agregar una pregunta' : `Agregar ${count} preguntas`),
  rowsAdded: (count) => (count === 1 ? 'Se agregó una pregunta.' : `Se agregaron ${count} preguntas.`),

  testIntro: 'Mira qué encuentra una pregunta antes de que la haga un contacto. No se le envía nada a nadie.',
  testQuestion: 'Pregunta',
  testPlaceholder: '¿Cómo devuelvo un paquete?',
  testInternal: 'Buscar también en artículos internos, como para un miembro',
  testMissing: 'Escribe primero una pregunta',
  testing: 'Buscando…',
  ask: 'Buscar',
  verdict: '¿Se respondería?',
  enough: 'Alcanza para responder',
  notEnough: 'No alcanza: se ofrecería una persona',
  leftOpen: 'se nombra lo que ningún artículo dice, y se ofrece una persona',
  notEnoughPart: 'No alcanza para responder',
  enoughFor: (count, all) =>
    count === 0
      ? 'No alcanza para ninguna: se ofrecería una persona'
      : count === all
        ? 'Alcanza para responder cada una'
        : `Alcanza para ${count} de ${all} preguntas`,
  partsHint:
    'Aquí se preguntan varias cosas, y cada una se busca por separado. Sin un modelo se responden dos como ' +
    'máximo en un mensaje, y al contacto se le dice qué queda abierto.',
  byModel: {
    notEnough: 'No alcanza por sus palabras: el modelo lo lee, y puede no hallar una respuesta',
    notEnoughPart: 'No alcanza por sus palabras',
    enoughFor: (count, all) =>
      count === 0
        ? 'No alcanza por sus palabras para ninguna'
        : count === all
          ? 'Alcanza para responder cada una'
          : `Alcanza para ${count} de ${all} preguntas`,
    partsHint:
      'Aquí se preguntan varias cosas, y cada una se busca por separado. Un modelo escribe una sola ' +
      'respuesta con lo que encuentran; si no responde, se cita lo que alcanza para algunas. Al contacto ' +
      'se le dice qué queda abierto.',
    quotedFrom: (title) => `Lo que más dice en «${title}»; la respuesta la escribe un modelo`,
    wouldBeQuotedFrom: (title) => `Lo más cercano, de «${title}»`,
    candidatesHint: 'Primero lo que más habla por una respuesta, después lo que más cubre de la pregunta.',
    passage: 'El pasaje; lo que más dice está marcado',
  },
  nothingFound: 'Ningún artículo tiene sus palabras.',
  nearest: (title, evidence) => `«${title}»: ${evidence}`,
  quotedFrom: (title) => `Se citaría de «${title}»`,
  wouldBeQuotedFrom: (title) => `Lo más cercano, de «${title}». A los contactos no se les dice.`,
  writeAnswer: 'Escribir la respuesta',
  candidates: 'Lo que se encontró',
  candidatesHint: 'Primero lo que se citaría, después lo que más cubre de la pregunta.',
  littleMore: (count) =>
    count === 1 ? 'Mostrar uno más que dice poco' : `Mostrar ${count} más que dicen poco`,
  passage: 'El pasaje; lo que se citaría está marcado',
  whyHere: 'Cómo se encontró',
  score: 'Puntaje',
  signals: {
    title: 'Por título',
    body: 'Por texto',
    trigram: 'Por letras',
    alternate: 'Por formas',
  },
  calibration: 'Cuándo alcanza',
  calibrationIntro:
    'Cuánto de una pregunta tiene que cubrir un artículo para que la IA responda con él. Se mide con tus ' +
    'propios artículos, cada tipo por separado: se quita una pregunta de un artículo y se hace.',
  calibrateNow: 'Calibrar ahora',
  calibrating: 'Calibrando…',
  calibratedAt: (when) => `Calibrado ${when}`,
  neverCalibrated: 'Todavía no se calibró: publica un artículo y se hace medio minuto después.',
  threshold: (share) => `desde el ${share}`,
  careful: 'Con cuidado',
  carefulHint: 'Hay muy pocos textos para calibrar, así que prefiere callar a equivocarse',
  askedFor: (count) =>
    count === 0
      ? 'No hubo ninguna pregunta con que medir'
      : count === 1
        ? 'Medido con una pregunta'
        : `Medido con ${count} preguntas`,
  notAsked: 'Todavía sin medir',
  figuresError: 'No se pudieron cargar las cifras',
}
