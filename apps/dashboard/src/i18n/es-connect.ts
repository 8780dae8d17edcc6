import type { connectEn } from './en-connect.ts'

/** The Spanish words of connecting an inbox and of its settings. */
export const connectEs: typeof connectEn = {
  title: 'Conectar una bandeja',
  add: 'Conectar',
  back: 'Volver a las bandejas',
  choose: '¿Qué quieres conectar?',
  channelNotes: {
    whatsapp: 'Un número de la WhatsApp Cloud API',
    messenger: 'Una página de Facebook',
    instagram: 'Una cuenta profesional',
    web: 'Un chat en tu sitio web',
  },
  name: 'Nombre de la bandeja',
  answers: 'Responde',
  app: 'App de Meta',
  otherApp: 'Otra app',
  appId: 'Id de la app',
  appSecret: 'Secreto de la app',
  appHint: 'Panel de apps > Configuración > Básica. Se guarda sellado y no se vuelve a mostrar.',
  shared: (id) => `${id} (de esta instalación)`,
  way: 'Acceso',
  ways: { token: 'Pegar un token', code: 'Pegar un código' },
  token: 'Token de acceso',
  tokenHints: {
    whatsapp: 'De un usuario del sistema, con whatsapp_business_messaging y whatsapp_business_management.',
    messenger: 'El token de la página, con pages_messaging y pages_manage_metadata.',
    instagram: 'De Instagram Login, o de la página vinculada.',
  },
  code: 'Código',
  codeHints: {
    whatsapp: 'Lo que devolvió Embedded Signup. Pégalo enseguida: dura un momento.',
    messenger: 'Lo que devolvió Facebook Login. Pégalo enseguida.',
    instagram: 'Lo que sigue a code= en la dirección después de Instagram Login. Pégalo enseguida.',
  },
  phoneNumberId: 'Id del número de teléfono',
  wabaId: 'Id de la cuenta de WhatsApp Business',
  pin: 'PIN',
  pinHint: 'Seis cifras, solo para un número que aún no está registrado en la API.',
  pageId: 'Id de la página',
  instagramId: 'Id de la cuenta de Instagram',
  linkedPage: 'Id de la página vinculada',
  linkedHint: 'Solo para una cuenta que se conecta por su página de Facebook.',
  loginAppId: 'Id de la app de Instagram',
  loginAppSecret: 'Secreto de la app de Instagram',
  redirectUri: 'URI de redirección',
  optional: 'opcional',
  fieldProblems: {
    missing: 'Completa este campo',
    digits: 'Solo dígitos, como Meta muestra el id',
    id_short: 'Demasiado corto: un id de Meta tiene tres dígitos o más',
    id_long: 'Demasiado largo: un id de Meta tiene como máximo 25 dígitos',
    app_id: 'Solo letras, dígitos, - y _, como máximo 64: cópialo del panel de apps',
    secret_short: 'Demasiado corto: un secreto tiene ocho caracteres o más',
    secret_long: 'Demasiado largo: un secreto tiene como máximo 300 caracteres',
    token_short: 'Demasiado corto: ocho caracteres o más. Cópialo entero',
    token_long: 'Demasiado largo: como máximo 2.000 caracteres',
    spaces: 'Una sola palabra sin espacios: cópialo otra vez',
    pin: 'Seis dígitos',
    url: 'Una dirección completa, como https://www.example.com/login',
  },
  origins: 'Sitios en los que puede estar el chat',
  catalogue: 'Id del catálogo',
  catalogueHint: 'Está en el Administrador de ventas. Sin catálogo, los productos van como texto.',
  originsHint: 'Uno por línea, como https://www.example.com',
  connect: 'Conectar',
  checking: 'Comprobando…',
  steps: {
    app: 'Meta conoce la app',
    token: 'El token sirve',
    scopes: 'Puede hacer lo necesario',
    account: 'Abre la cuenta',
    callback: 'Meta llega a este servidor',
    subscription: 'La app recibe los eventos de la cuenta',
  },
  lacksForComments: (scopes) =>
    'Los mensajes funcionan. Los comentarios de las publicaciones no se leen ni se responden sin ' +
    `${scopes}: crea un token que también tenga estos permisos.`,
  stepsTitle: 'Lo que dice Meta',
  passed: 'En orden',
  failed: 'No está en orden',
  waits: 'Aún no se ha mirado',
  problems: {
    platform_away: () => 'Meta no respondió. Vuelve a probar este paso en un momento.',
    platform_refused: (detail) => `Meta lo rechazó: ${detail}`,
    app_unknown: () => 'Esta app aún no se conoce aquí: indica también su secreto.',
    app_refused: () =>
      'El id y el secreto de la app no van juntos. Cópialos otra vez de Configuración > Básica en ' +
      'el panel de apps.',
    app_taken: () => 'El secreto no es el que usa esta app. Cópialo otra vez, o usa una app propia.',
    code_refused: () =>
      'El código ya se usó, o es viejo: dura un momento. Pasa otra vez por la página de Meta y ' +
      'pega el nuevo enseguida.',
    token_refused: () => 'Meta ya no acepta este token. Crea otro y pégalo.',
    token_expired: () => 'Este token ha caducado. Crea otro y pégalo.',
    token_of_other_app: () => 'El token es de otra app. Créalo con la app que indicaste arriba.',
    scopes_missing: (detail) => `Al token le falta ${detail}. Crea uno con estos permisos.`,
    account_unseen: () =>
      'El token no abre esta cuenta. Revisa el id, y que la cuenta esté asignada al usuario del ' +
      'sistema o a la página.',
    account_not_linked: (detail) =>
      detail || 'Los ids no van juntos: la cuenta no es parte de la cuenta de empresa o de la página.',
    account_taken: () => 'Esta cuenta está conectada a otra bandeja. Desconéctala allí primero.',
    pin_refused: (detail) => `No se pudo registrar el número: ${detail}`,
    callback_private: (detail) =>
      `Meta no llega a ${detail}: solo llama a direcciones públicas con https. Define PUBLIC_URL, ` +
      'o usa un túnel.',
    callback_unreached: (detail) => `Meta llamó a este servidor y no recibió lo que quería: ${detail}`,
    callback_elsewhere: (detail) =>
      `Los eventos de la app ya van a ${detail}. Usa una app propia, o quita ese callback en el ` +
      'panel de apps.',
    subscription_refused: (detail) =>
      `Meta no dejó que la app reciba los eventos de la cuenta${detail ? `: ${detail}` : ''}. En ` +
      'Instagram, permite el acceso a los mensajes en “Herramientas conectadas”.',
  },
  retry: 'Probar este paso otra vez',
  change: 'Cambiar lo que indiqué',
  connectedTitle: (name) => `${name} está conectada`,
  connectedBody: 'Desde ahora los mensajes de los contactos llegan a la bandeja.',
  test: 'Enviar un mensaje de prueba',
  testTo: 'Número de teléfono con código de país',
  testSent: 'WhatsApp lo aceptó. Debería estar ya en el teléfono.',
  testFailed: (why) => `No se envió: ${why}`,
  open: 'Ajustes de la bandeja',
  greeting: 'Saludo del chat',
  greetingHint:
    'Lo que se lee antes de escribir, en el idioma del navegador. ' +
    'Deja uno vacío para usar las palabras de siempre.',
  greetingKept: (text) =>
    `El saludo propio del micro-backend se guarda para cuando vuelva a responder: «${text}»`,
  greetingUse: 'Decirlo también ahora',
  greetingSaved: 'El saludo se guardó. Los chats que se abran desde ahora empiezan con él.',
  saveGreeting: 'Guardar el saludo',
  greetingPreview: 'Lo que ve quien visita',
  previewIn: 'Vista previa en',
  languages: { en: 'Inglés', es: 'Español', pt: 'Portugués' },
  snippet: 'Pon esto antes de </body> en cada página:',
  states: {
    connected: 'Conectada',
    paused: 'En pausa',
    reconnect: 'Reconectar',
    disconnected: 'Desconectada',
  },
  settings: 'Ajustes',
  error: 'No se pudo cargar la bandeja',
  save: 'Guardar',
  saved: 'Guardado.',
  about: 'Datos',
  account: 'Cuenta',
  callback: 'URL de callback',
  tokenTitle: 'Token de acceso',
  tokenSetToday: 'El token se guardó hoy',
  tokenSet: (when) => `El token se guardó ${when}`,
  tokenEnds: (when, day) => `Termina ${when}, el ${day}`,
  tokenEndless: 'No se conoce un final.',
  tokenRefused: (why, waiting) =>
    `${why} ${waiting === 1 ? 'Espera un mensaje' : `Esperan ${waiting} mensajes`}; salen en ` +
    'orden cuando haya otro token.',
  replace: 'Cambiar el token',
  replaced: 'El token nuevo está en uso.',
  newToken: 'Token nuevo',
  pause: 'Pausar',
  resume: 'Seguir',
  pauseTitle: 'Pausa',
  pauseBody: 'En pausa los mensajes siguen llegando; no se envía nada y no empieza ningún micro-backend.',
  pausedSince: (when, waiting) => `En pausa ${when}. Esperan para salir: ${waiting}.`,
  disconnect: 'Desconectar',
  disconnectTitle: (name) => `¿Desconectar ${name}?`,
  disconnectPart: 'Desconectar',
  disconnectBody:
    'El token se elimina enseguida y se avisa a la plataforma. Las plantillas y los demás datos de ' +
    'la plataforma se eliminan 30 días después. Las conversaciones quedan. Los mensajes que ' +
    'esperan fallan.',
  cancel: 'Cancelar',
  disconnected: (day) =>
    'Esta bandeja está desconectada y su token eliminado. Los demás datos de la plataforma se ' +
    `eliminan el ${day}. Conecta la cuenta otra vez para seguir.`,
  forgotten: (day) =>
    `Esta bandeja está desconectada; lo de la plataforma se eliminó el ${day}. Sus conversaciones quedan.`,
  notUnsubscribed:
    'No se pudo avisar a la plataforma. Quita la app también allí, en Configuración del negocio ' +
    '> Cuentas > Apps.',
  banner: (names) => `${names}: la plataforma rechaza el token. Los mensajes esperan.`,
  bannerAction: 'Reconectar',
}
