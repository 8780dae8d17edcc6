import type { Words } from './en.ts'
import { aiEs } from './es-ai.ts'
import { answersEs } from './es-answers.ts'
import { broadcastsEs } from './es-broadcasts.ts'
import { channelsEs } from './es-channels.ts'
import { connectEs } from './es-connect.ts'
import { conversationEs } from './es-conversation.ts'
import { copilotEs } from './es-copilot.ts'
import { daysEs } from './es-days.ts'
import { fileWordsEs } from './es-file-words.ts'
import { gatesEs } from './es-gates.ts'
import { healthEs } from './es-health.ts'
import { identityEs } from './es-identity.ts'
import { instructionsEs } from './es-instructions.ts'
import { knowledgeEs } from './es-knowledge.ts'
import { logEs } from './es-log.ts'
import { meaningEs } from './es-meaning.ts'
import { mediaEs } from './es-media.ts'
import { metricsEs } from './es-metrics.ts'
import { offersEs } from './es-offers.ts'
import { operateEs } from './es-operate.ts'
import { permissionEs } from './es-permission.ts'
import { privacyEs } from './es-privacy.ts'
import { runEs } from './es-run.ts'
import { sourcesEs } from './es-sources.ts'
import { tagsEs } from './es-tags.ts'
import { templatesEs } from './es-templates.ts'
import { testsEs } from './es-tests.ts'
import { toolCallsEs } from './es-tool-calls.ts'
import { toolFieldsEs } from './es-tool-fields.ts'
import { toolsEs } from './es-tools.ts'
import { writeTemplateEs } from './es-write-template.ts'

/** The words of the dashboard in Spanish, written so that neither tú nor vos is needed. */
export const es: Words = {
  ...channelsEs,
  answers: answersEs,
  broadcasts: broadcastsEs,
  ...conversationEs,
  ...operateEs,
  ...permissionEs,
  ...runEs,
  ai: aiEs,
  fileWords: fileWordsEs,
  health: healthEs,
  connect: connectEs,
  copilot: copilotEs,
  tags: tagsEs,
  identity: identityEs,
  days: daysEs,
  instructions: instructionsEs,
  knowledge: knowledgeEs,
  log: logEs,
  meaning: meaningEs,
  media: mediaEs,
  metrics: metricsEs,
  offers: offersEs,
  sources: sourcesEs,
  templates: templatesEs,
  tests: testsEs,
  gates: gatesEs,
  privacy: privacyEs,
  toolCalls: toolCallsEs,
  tools: toolsEs,
  toolFields: toolFieldsEs,
  writeTemplate: writeTemplateEs,
  issueOf: (line, issue) => `«${line}»: ${issue}`,
  channels: { web: 'Web', whatsapp: 'WhatsApp', instagram: 'Instagram', messenger: 'Messenger' },
  holders: { backend: 'Micro-backend', ai: 'IA', human: 'Personas', nobody: 'Nadie' },
  authors: { contact: 'Contacto', agent: 'Agente', backend: 'Micro-backend', ai: 'IA', system: 'Sistema' },
  nav: {
    label: 'Principal',
    inbox: 'Bandeja',
    backends: 'Micro-backends',
    log: 'Registro',
    playground: 'Banco de pruebas',
    inboxes: 'Bandejas',
    templates: 'Plantillas',
    apiKeys: 'Claves de API',
    account: 'Cuenta y preferencias',
    org: 'Organización',
    theme: 'Tema',
    language: 'Idioma',
    signOut: 'Cerrar sesión',
    shortcuts: 'Atajos de teclado',
    themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
  },
  connection: {
    offlineBrief: 'Sin conexión',
    offline: 'Sin conexión. Lo escrito queda guardado y sale una sola vez al volver.',
    reconnecting: 'Sin conexión en vivo con el servidor. Reintentando; lo escrito queda guardado.',
  },
  errors: {
    title: 'No se pudo cargar',
    kept: 'No se perdió nada. Conviene reintentar o, si sigue fallando, recargar la página.',
    retry: 'Reintentar',
    unexpected: 'Algo falló en esta página.',
    invalid_request: 'El servidor no aceptó lo enviado.',
    marked: 'No se guardó: corrige lo que está marcado.',
    not_authenticated: 'Hay que iniciar sesión para seguir.',
    not_allowed: 'Falta permiso para hacer esto.',
    not_found: 'No existe o no está a la vista de esta cuenta.',
    conflict: 'Alguien lo cambió mientras tanto.',
    window_closed: 'La plataforma ya no acepta respuestas libres: primero tiene que escribir el contacto.',
    opt_in_missing: 'El contacto no permitió este tipo de mensaje, o pidió no recibir más.',
    too_many_requests: 'Demasiados intentos. Hay que esperar un poco.',
    internal: 'Falló el servidor. Quedó registrado.',
    unavailable: 'El servidor no respondió.',
    notFoundTitle: 'No hay nada en esta dirección',
    notFoundBody: 'Puede que el enlace sea viejo o esté cortado.',
    goToInbox: 'Ir a la bandeja',
  },
  signIn: {
    title: 'Entrar en Hilo',
    email: 'Correo',
    password: 'Contraseña',
    submit: 'Entrar',
    submitting: 'Entrando…',
    wrong: 'El correo y la contraseña no coinciden. Conviene revisar ambos.',
    linkUsed:
      'Ese enlace ya se usó o venció. Al iniciar Hilo de nuevo aparece otro; también se puede entrar aquí.',
    linkUsedInside: 'Ese enlace ya se había usado. La sesión ya está iniciada.',
    hint: 'Con npm start, la terminal también muestra un enlace de un solo uso para entrar.',
  },
  list: {
    label: 'Conversaciones',
    open: 'Abiertas',
    closed: 'Cerradas',
    anyHolder: 'Cualquier turno',
    all: 'Encontradas',
    find: 'Buscar',
    search: 'Nombre, número, correo',
    byAssignee: 'Filtrar por responsable',
    anyAssignee: 'De cualquiera',
    mine: 'Mías',
    unassigned: 'Sin asignar',
    nobodyFound: 'Nadie se llama así',
    nobodyFoundBody:
      'La búsqueda encuentra nombres por su comienzo, números y correos completos, y no mensajes.',
    indexing: 'La búsqueda todavía está incorporando contactos más antiguos.',
    more: 'Filtrar por quién tiene el turno',
    unread: (count) => `${count} sin leer`,
    last: (time) => `Último mensaje: ${time}`,
    waiting: (time) => `espera ${time}`,
    waitingTitle: (time) => `El contacto espera respuesta desde hace ${time}`,
    window: (time) => `quedan ${time}`,
    windowTitle: (time) => `Se puede responder libremente durante ${time} más`,
    windowClosed: 'ventana cerrada',
    windowClosedTitle: 'No se puede responder libremente hasta que escriba el contacto',
    draft: 'Borrador',
    fresh: (count) => (count === 1 ? '1 nueva' : `${count} nuevas`),
    unnamed: 'Contacto sin nombre',
    visitor: (id) => `Visitante ${id}`,
    you: 'Tú',
    files: {
      image: 'Foto',
      video: 'Video',
      audio: 'Audio',
      voice: 'Mensaje de voz',
      document: 'Documento',
      sticker: 'Sticker',
    },
    emptyTitle: 'Todavía no hay conversaciones',
    emptyBody:
      'Un mensaje desde un teléfono del banco de pruebas o desde el widget aparece aquí al instante.',
    emptyPlain: 'Cuando un contacto escriba, la conversación aparece aquí al instante.',
    emptyClosedTitle: 'No hay conversaciones cerradas',
    emptyClosedBody: 'Las que se cierran quedan aquí.',
    emptyFilterTitle: 'Nada por aquí',
    emptyFilterBody: 'Ninguna conversación cumple este filtro.',
    clearFilter: 'Ver todas las abiertas',
    openPlayground: 'Abrir el banco de pruebas',
    zeroTitle: 'Bandeja al día',
    zeroBody: 'No queda ninguna conversación abierta por atender.',
    error: 'No se pudieron cargar las conversaciones',
  },
  playground: {
    title: 'Banco de pruebas',
    devices: 'Teléfonos y widget',
    site: 'Sitio web',
    reload: 'Recargar este dispositivo',
    openInTab: 'Abrir en otra pestaña',
    waiting: 'Nada todavía desde este dispositivo',
    waitingBody: 'Un mensaje escrito a la izquierda hace aparecer aquí la conversación y su ejecución.',
    missingTitle: 'El banco de pruebas está apagado',
    missingBody: 'Necesita los simuladores, que solo corren en desarrollo.',
    error: 'No se pudo cargar el banco de pruebas',
    conversationTab: 'Conversación',
    runTab: 'Ejecución',
    deviceTab: 'Dispositivo',
    views: 'Vistas',
  },
  shortcuts: {
    title: 'Atajos de teclado',
    close: 'Cerrar',
    next: 'Conversación siguiente',
    previous: 'Conversación anterior',
    open: 'Abrir conversación',
    reply: 'Escribir una respuesta',
    note: 'Escribir una nota',
    assign: 'Asignar a mi cuenta',
    closeNext: 'Cerrar y abrir la siguiente',
    takeOver: 'Tomar o devolver el turno',
    back: 'Un paso atrás',
    search: 'Buscar un contacto',
    undo: 'Deshacer',
    sheet: 'Mostrar esta lista',
    goInbox: 'Ir a la bandeja',
    goBackends: 'Ir a los micro-backends',
    goKnowledge: 'Ir al conocimiento',
    goLog: 'Ir al registro',
    goPlayground: 'Ir al banco de pruebas',
  },
  time: {
    now: 'ahora',
    milliseconds: (n) => `${n} ms`,
    seconds: (n) => `${n.toFixed(1).replace('.', ',')} s`,
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => `${n} d`,
    weeks: (n) => `${n} sem`,
    ago: (time) => `hace ${time}`,
    in: (time) => `en ${time}`,
  },
  tabs: { before: 'Ver las pestañas anteriores', after: 'Ver más pestañas' },
  dismiss: 'Descartar',
  loading: 'Cargando…',
  undo: 'Deshacer',
}
