import type { AnswerAction, HandoffReason, PlayedCall, Shortfall } from '@hilo/protocol'
import type { testsEn } from './en-tests.ts'
import { testGoalEs } from './es-test-goal.ts'

const ACTIONS: Record<AnswerAction, string> = {
  answer: 'Responde',
  clarify: 'Repregunta o saluda',
  suggest: 'Ofrece una persona',
  handoff: 'Pasa a personas',
}
const REASONS: Record<HandoffReason, string> = {
  user_asked: 'Se pidió una persona',
  no_evidence: 'Se encontró demasiado poco',
  model_declined: 'El modelo no vio una respuesta en lo que se encontró',
  low_confidence: 'Sin suficiente certeza',
  verify_failed: 'El borrador no se pudo verificar',
  repeated_question: 'Se preguntó lo mismo otra vez',
  negative_feedback: 'El contacto no quedó conforme',
  upset: 'El contacto está enojado',
  policy_topic: 'Un tema para personas',
  off_topic: 'Fuera de los temas',
  needs_person: 'Solo lo puede hacer una persona',
  tool_failed: 'Falló una herramienta',
  tool_waits: 'Una herramienta espera a personas',
  unproved: 'No se supo quién escribe',
  budget: 'Sin presupuesto',
  provider_error: 'Falló el proveedor',
  internal_error: 'Algo falló en Hilo',
  not_sent: 'La plataforma no la aceptó',
  injection: 'Escrito para engañar a la IA',
  unreadable: 'No se pudo leer',
  other_hours: 'Fuera del horario de la IA',
}
const shortfall = ({ code, wanted, came }: Shortfall): string => {
  const named = (value: string) => ACTIONS[value as AnswerAction] ?? REASONS[value as HandoffReason] ?? value
  const list = (values: string) => values.split(', ').map(named).join(' / ')
  const words: Record<Shortfall['code'], string> = {
    action: `Debía ser «${list(wanted)}» y fue «${named(came)}».`,
    reason: `El motivo debía ser «${list(wanted)}» y fue «${came ? named(came) : 'ninguno'}».`,
    missing: `No dice «${wanted}».`,
    forbidden: `Dice «${wanted}», y no debe.`,
    not_cited: `No cita «${wanted}»${came ? `, sino «${came}»` : ''}.`,
    not_called: `No llama a «${wanted}»${came ? `, sino a «${came}»` : ' ni a otra herramienta'}.`,
    unreadable: `El patrón «${wanted}» tardó demasiado o no se puede leer.`,
    held: `Cuando se dijo esto, la conversación ya era de personas: «${wanted}».`,
    silent: 'No se dijo nada del caso.',
    called: `Llama a una herramienta que no debe: «${came}».`,
    not_content: `El contacto no quedó conforme${came ? `, y escribió al final: «${came}»` : ''}.`,
    not_met: `No se cumple que «${wanted.replace(/\.$/, '')}»${came ? `: ${came}` : '.'}`,
  }
  return words[code]
}

const CALL_OUTCOMES: Record<PlayedCall['outcome'], string> = {
  done: 'hecha',
  refused: 'rechazada',
  failed: 'falló',
  asks: 'primero se le pregunta al contacto',
  waits: 'la tiene que aprobar un miembro',
}
const called = ({ tool, input, outcome, result }: PlayedCall): string => {
  const fields = Object.entries(input).map(([field, value]) => `${field} = ${value}`)
  const shown = outcome === 'asks' || outcome === 'waits' || result === '' ? '' : `: ${result}`
  return `Herramienta ${tool} (${fields.join('; ')}): ${CALL_OUTCOMES[outcome]}${shown}`
}

/** The Spanish words of test sets and evaluations. */
export const testsEs: typeof testsEn = {
  goal: testGoalEs,
  title: 'Pruebas de IA',
  create: 'Nuevo conjunto',
  error: 'No se pudieron cargar los conjuntos de pruebas',
  emptyTitle: 'Todavía no hay conjuntos de pruebas',
  emptyBody:
    'Un conjunto es una lista de preguntas con lo que se espera de las respuestas. Pruébalo ' +
    'después de cada cambio, antes de que un contacto encuentre el error.',
  back: 'Todos los conjuntos',
  cases: (count) => (count === 1 ? 'Un caso' : `${count} casos`),
  never: 'Nunca evaluado',
  passed: (passed, cases) => `${passed} de ${cases} ${passed === 1 || cases === 1 ? 'pasa' : 'pasan'}`,
  progress: (played, all) => `${played} de ${all} ${all === 1 ? 'jugado' : 'jugados'}`,
  statuses: {
    waiting: 'En espera',
    running: 'En curso',
    done: 'Terminada',
    cancelled: 'Cancelada',
    stopped: 'Detenida',
  },
  differences: {
    newly_failing: 'Falla ahora',
    newly_passing: 'Pasa ahora',
    failing: 'Falla',
    passing: 'Pasa',
    added: 'Pasa, nuevo',
    pending: 'Sin jugar todavía',
    not_played: 'Sin jugar',
  },
  actions: ACTIONS,
  reasons: REASONS,
  shortfall,
  setNameExample: 'Envíos y devoluciones',
  setNameHint: 'Di qué prueba, para encontrarlo después. Los ajustes y los casos vienen luego.',
  setForCaseHint:
    'Di de qué trata el conjunto. Enseguida se abre tu caso en él: dices qué se espera, y lo guardas.',
  nameMissing: 'Ponle un nombre',
  begin: 'Crear',
  beginWithCase: 'Crear y escribir el caso',
  makeCase: 'Hacer un caso de prueba',
  makeCaseHint:
    'Un caso de prueba dice cómo debería responder la IA, para probarlo después de cada cambio. ' +
    'Tú decides qué se espera antes de guardarlo.',
  loadingSets: 'Se están cargando los conjuntos',
  intoSet: 'En el conjunto',
  writeCase: 'Escribir el caso',
  newCaseError: 'No se pudo preparar el caso',
  aboutCase: 'Sobre el caso',
  caseNameHint: 'Vacío: las primeras palabras del contacto.',
  settings: 'Ajustes',
  name: 'Nombre',
  plays: 'Veces que se juega cada caso',
  playsHint: 'Un caso pasa cuando pasan todas.',
  afterPublish: 'Evaluar después de cada publicación',
  afterPublishHint:
    'De instrucciones o de artículos, y después de un cambio de modelos o herramientas, cuando por un rato ' +
    'no siga otro.',
  gate: 'Barrera de instrucciones: porcentaje de casos que tienen que pasar',
  gateHint: 'Las instrucciones nuevas se pueden publicar solo si pasaron aquí. Vacío: sin barrera.',
  articleGate: 'Barrera de artículos: porcentaje de casos que tienen que pasar',
  articleGateHint:
    'Lo que se escribe de un artículo se puede publicar solo si pasó aquí. Las importaciones publican ' +
    'solas, salvo que su fuente guarde borradores. Vacío: sin barrera.',
  save: 'Guardar',
  saved: 'Guardado',
  remove: 'Eliminar el conjunto',
  removeTitle: (name) => `¿Eliminar ${name} y sus casos?`,
  removeBody: 'Lo que salió de sus evaluaciones queda.',
  evaluate: 'Evaluar',
  tried: 'Qué se prueba',
  published: 'Lo que está publicado',
  draftOrg: 'El borrador de las instrucciones de la organización',
  draftInbox: (name) => `El borrador de ${name}`,
  estimate: (answers) => (answers === 1 ? 'Cerca de una respuesta' : `Cerca de ${answers} respuestas`),
  calls: (calls, most = calls) => {
    if (most > calls) return `de ${calls} a ${most} llamadas a modelos`
    return calls === 1 ? 'una llamada a un modelo' : `${calls} llamadas a modelos`
  },
  costs: (amount) => `cerca de ${amount}`,
  costUnknown: 'costo desconocido',
  noCases: 'Escribe antes un caso',
  underWay: 'Este conjunto se está evaluando',
  casesTitle: 'Casos',
  addCase: 'Nuevo caso',
  change: 'Cambiar',
  removeCase: 'Eliminar',
  takeFile: 'Importar CSV o JSON',
  taking: 'Leyendo el archivo…',
  wrongFile: 'No se tomó nada del archivo. Corrige estos lugares e impórtalo otra vez:',
  saveJson: 'Exportar JSON',
  saveCsv: 'Exportar CSV',
  taken: (count) =>
    count === 1 ? 'El conjunto tiene ahora un caso' : `El conjunto tiene ahora ${count} casos`,
  language: 'Idioma',
  languageHint: 'Por ejemplo es o en. Vacío: no se conoce antes del primer mensaje.',
  inbox: 'Bandeja cuyas instrucciones se prueban',
  noInbox: 'Todas: las de la organización',
  turn: (at) => `Turno ${at}`,
  addTurn: 'Agregar un turno',
  removeTurn: (at) => `Eliminar el turno ${at}`,
  says: 'El contacto dice',
  saysHint: 'Un mensaje, de una línea o de varias.',
  saysMissing: 'Escribe lo que dice el contacto.',
  saysNext: (nth) => `Y enseguida, mensaje ${nth}`,
  saysElse: (nth) => `O dice, manera ${nth}`,
  saysElseHint: 'Cada vez se usa la manera siguiente.',
  addMessage: 'Agregar un mensaje enseguida',
  addWay: 'Agregar otra manera de decirlo',
  removeMessage: (label) => `Quitar: ${label}`,
  onlyAfter: (what) => `Se dice solo si: ${what}`,
  always: 'Se dice siempre: agregar una condición',
  onlyActions: 'Solo si la respuesta anterior fue una de estas',
  onlySays: 'Y solo si decía todo esto',
  expects: 'La respuesta',
  anything: 'Cualquier cosa',
  reason: 'Por este motivo',
  anyReason: 'Cualquier motivo',
  mustSay: 'Tiene que decir',
  mustNotSay: 'No puede decir',
  pointsHint: 'Uno por línea: palabras, o un patrón como /30 (días|noches)/.',
  cites: 'Tiene que citar',
  findArticle: 'Buscar un artículo',
  findingArticles: 'Buscando…',
  noArticleFound: 'Ningún artículo publicado se llama así.',
  byTitle: 'por su título, de un archivo',
  deletedArticle: 'un artículo eliminado',
  deletedHint: 'Este artículo se eliminó y ninguna respuesta puede citarlo: desmárcalo o elige otro.',
  mustCall: 'Tiene que llamar',
  mustCallHint: 'Una herramienta por línea, con lo que recibe: cancel: order = A-7; reason = /tarde/.',
  standIns: 'Qué responden las herramientas',
  standInsHint:
    'Sin una respuesta, la IA no tiene herramientas en este caso. Con una se le ofrecen todas: ninguna se ' +
    'llama de verdad, y la que no tiene respuesta aquí falla. La segunda llamada toma la segunda respuesta.',
  addStandIn: 'Agregar una respuesta',
  removeStandIn: (tool: string) => `Eliminar esta respuesta de ${tool}`,
  tool: 'Herramienta',
  toolOutcome: 'Qué hace',
  toolOutcomes: { done: 'Lo hace', refused: 'Se niega', failed: 'Falla' },
  toolGives: 'Devuelve',
  toolGivesHint: 'Como lo haría el servicio: texto o JSON.',
  toolReason: 'Por qué',
  called,
  cancel: 'Cancelar',
  evaluations: 'Evaluaciones',
  noEvaluations: 'Todavía ninguna',
  causePublish: 'después de una publicación o un cambio',
  by: (name) => `por ${name}`,
  spent: (calls, tokens) =>
    `${calls === 1 ? 'Una llamada' : `${calls} llamadas`} a modelos, ${tokens} tokens`,
  asOf: (when, what) => `Al ${when}: ${what}.`,
  articles: (count) => (count === 1 ? 'un artículo publicado' : `${count} artículos publicados`),
  articlesAndTried: (count) =>
    count === 1 ? 'solo el borrador' : `${count} artículos, incluidos los borradores`,
  instructions: (version) =>
    version === null ? 'sin instrucciones' : `la versión ${version} de las instrucciones`,
  instructionsBefore: (version) =>
    version === null
      ? 'entonces sin instrucciones;'
      : `entonces con la versión ${version} de las instrucciones;`,
  knowledgeMark: (mark) => `Igual para los mismos artículos en las mismas versiones: ${mark}`,
  sameArticles: 'los mismos artículos.',
  sameBesideTried: 'los mismos artículos, aparte de los borradores.',
  changes: {
    added: (title) => `Nuevo: ${title}`,
    changed: (title) => `Cambió: ${title}`,
    gone: (title) => `Ya no está: ${title}`,
  },
  setupBefore: {
    models: 'Otros modelos que entonces.',
    meaning: 'Otra búsqueda por significado que entonces.',
    tools: 'Otras herramientas que entonces.',
  },
  setupNow: {
    models: 'Ahora responden otros modelos: hay que evaluar otra vez para saber cómo responden.',
    meaning: 'Ahora la búsqueda por significado es otra: hay que evaluar otra vez para saber cómo responde.',
    tools: 'Ahora la IA puede usar otras herramientas: hay que evaluar otra vez para saber cómo responde.',
  },
  moreChanges: (count) => (count === 1 ? 'y uno más' : `y ${count} más`),
  ofDraft: 'un borrador',
  stoppedBecause: (reason) => `Se detuvo: ${reason}`,
  cancelRun: 'Cancelar la evaluación',
  passAll: ({ plays, passed, cases, good, played }) =>
    `Cada caso se jugó ${plays} veces y pasa solo si sale bien en todas: ` +
    `${passed} de ${cases} ${cases === 1 ? 'caso' : 'casos'} (pass^${plays}); ` +
    `salió bien ${good} de ${played} veces.`,
  caseRemoved: (name) => `${name} se eliminó`,
  comparedWith: (when) => `Comparada con la evaluación de ${when}:`,
  notCompared: 'No hay una evaluación anterior para comparar.',
  evaluationOf: (set) => `Evaluación de ${set}`,
  backToSet: (set) => `Volver a ${set}`,
  results: 'Resultados',
  showResults: 'Mostrar',
  resultFilters: {
    all: (count) => `Todos (${count})`,
    newly_failing: (count) => `Empezaron a fallar (${count})`,
    failing: (count) => `Fallan (${count})`,
    changed: (count) => `Cambiaron desde la evaluación anterior (${count})`,
    new: (count) => `Nuevos (${count})`,
  },
  noSuchResult: 'Ningún caso de esta evaluación.',
  resultError: 'No se pudo cargar la evaluación',
  ofPlays: (passed, played) => `${passed === 1 ? 'pasa' : 'pasan'} ${passed} de ${played} veces`,
  play: (nth) => `Vez ${nth}`,
  contact: 'Contacto',
  noAnswer: 'Ya sin respuesta',
  from: 'De:',
}
