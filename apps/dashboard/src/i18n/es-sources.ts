import type { sourcesEn } from './en-sources.ts'

/** Las palabras de las fuentes en español. */
export const sourcesEs: typeof sourcesEn = {
  title: 'Fuentes',
  error: 'No se pudieron cargar las fuentes',
  emptyTitle: 'Todavía no hay fuentes',
  emptyBody: 'Al soltar aquí un archivo, o al agregar una página o un sitio, lo que dice responde.',
  intro: 'Se pueden soltar archivos en esta página: PDF, DOCX, Markdown, HTML, TXT o CSV, hasta 20 MB.',
  drop: 'Soltar para leer',
  upload: 'Subir',
  uploadTitle: (count) => (count === 1 ? 'Leer un archivo' : `Leer ${count} archivos`),
  moreFiles: (count) => (count === 1 ? 'y uno más' : `y ${count} más`),
  add: 'Agregar sitio',
  back: 'Todas las fuentes',
  origins: { file: 'Archivo', page: 'Página', site: 'Sitio' },
  schedules: {
    none: 'Solo al pedirlo',
    daily: 'Cada día',
    weekly: 'Cada semana',
    monthly: 'Cada mes',
  },
  statuses: { running: 'Leyendo', done: 'Leída', failed: 'Fallida', cancelled: 'Cancelada' },
  outcomes: {
    waiting: 'En espera',
    taken: 'Tomada',
    unchanged: 'Sin cambios',
    skipped: 'Omitida',
    failed: 'Fallida',
    gone: 'Ausente',
  },
  reasons: {
    robots: 'El robots.txt del sitio no lo permite',
    excluded: 'La dejan fuera los patrones',
    depth: 'Demasiados enlaces desde la primera página',
    limit: 'Se alcanzó el límite de páginas',
    elsewhere: 'Lleva a otro sitio',
    redirect: 'Lleva a otra página, que se lee por sí misma',
    type: 'No es texto: ni una página ni un PDF',
    hidden: 'Pide no ser indexada',
    duplicate: 'Dice lo mismo que otra página',
    many_articles: 'Ya no caben más artículos en la organización. Hay que eliminar algunos y leerla otra vez',
    edited: 'Un miembro cambió su artículo: queda así',
    deleted: 'Un miembro eliminó su artículo: queda así',
    empty: 'No tiene texto. Un escaneo es una imagen: hay que guardarlo con su texto',
    unreadable: 'No se puede leer: está dañado o no es lo que dice su nombre',
    encrypted: 'Está protegido con contraseña. Hay que guardarlo sin ella',
    too_long: 'Es demasiado largo. Hay que dividirlo',
    bomb: 'Descomprimido supera los 100 MB. Hay que quitarle las imágenes',
    slow: 'Leerlo tardó demasiado. Hay que dividirlo',
    memory: 'Leerlo ocupó demasiada memoria. Hay que dividirlo',
    many_rows: 'Tiene más de 5000 filas. Hay que dividirlo',
    refused: 'La dirección no se puede alcanzar: es privada o de otro puerto',
    unreachable: 'El sitio no respondió',
    timeout: 'El sitio tardó demasiado',
    too_large: 'La página supera los 10 MB',
    forbidden: 'El sitio no la deja leer sin iniciar sesión',
    status: 'El sitio respondió con un error',
    crashed: 'Leerla detuvo el servidor, así que se deja de lado',
    not_found: 'Ya no está',
    robots_unreachable:
      'No se pudo leer el robots.txt del sitio, así que nada se puede leer. Intentar más tarde',
    nothing: 'No había nada que tomar',
    file_missing: 'El archivo ya no está. Hay que subirlo de nuevo',
    internal: 'Algo falló aquí y quedó registrado. Se puede intentar de nuevo',
  },
  ofFile: {
    outcomes: {
      waiting: 'En espera',
      taken: 'Tomado',
      unchanged: 'Sin cambios',
      skipped: 'Omitido',
      failed: 'Fallido',
      gone: 'Ausente',
    },
    all: 'Todos',
    counts: (taken, unchanged, rest) => `${taken} tomados, ${unchanged} sin cambios, ${rest} no tomados`,
  },
  takenFrom: {
    file: (name) => `del archivo «${name}»`,
    page: (name) => `de la página «${name}»`,
    site: (name) => `del sitio «${name}»`,
  },
  articles: (count, shown) => (count === 1 ? 'Un artículo' : `${shown} artículos`),
  pageDrafts: { alone: 'Borrador', beside: 'Borrador junto a lo publicado' },
  drafts: (count, shown) =>
    count === 1 ? 'Un borrador espera a que lo publiquen' : `${shown} borradores esperan a que los publiquen`,
  publication: {
    title: 'Borradores',
    all: (count, shown) => (count === 1 ? 'Publicarlo' : `Publicar los ${shown}`),
    hint: 'Todo lo que espera ahora, en segundo plano; lo que llegue después sigue esperando',
    ask: (count, shown) => (count === 1 ? '¿Publicar un borrador?' : `¿Publicar los ${shown} borradores?`),
    askBody: (count) =>
      (count === 1 ? 'Responde tal como está ahora.' : 'Responden tal como están ahora, de a poco.') +
      ' Lo que alguien corrija o una lectura tome mientras tanto sigue esperando.',
    tooMuch: (most) =>
      `Son más de los que se pueden probar juntos: ${most} borradores, o 5 MB de texto. ` +
      'Publica antes algunos.',
    progress: (done, all) => `Publicando: ${done} de ${all} borradores`,
    cancel: 'Dejar de publicar',
    cancelled: 'Lo detuvo un miembro: lo publicado responde.',
    reasons: {
      gate:
        'Se detuvo: algo ya no está como se probó. Lo publicado responde; prueba lo que aún espera, y ' +
        'después publícalo.',
      internal: 'Algo falló aquí y quedó registrado. Publícalo de nuevo.',
    },
    counts: {
      published: (count, shown) => (count === 1 ? '1 publicado' : `${shown} publicados`),
      rewritten: (count, shown) =>
        count === 1
          ? '1 se corrigió mientras tanto y sigue esperando'
          : `${shown} se corrigieron mientras tanto y siguen esperando`,
      empty: (count, shown) =>
        count === 1 ? '1 no tiene texto y sigue esperando' : `${shown} no tienen texto y siguen esperando`,
      gone: (count, shown) =>
        count === 1
          ? '1 se eliminó o se publicó de otro modo'
          : `${shown} se eliminaron o se publicaron de otro modo`,
    },
    left: (count, shown) =>
      count === 1
        ? '1 quedó sin publicar y sigue esperando'
        : `${shown} quedaron sin publicar y siguen esperando`,
  },
  toDrafts: 'Probar y publicar algunos',
  toDraftsSoFar: 'Ver los que hay',
  readAt: (when) => `leída ${when}`,
  nextAt: (when) => `de nuevo ${when}`,
  listing: 'Buscando sus páginas',
  gone: (count) => `${count} ausentes`,
  progress: (done, all) => `${done} de ${all} páginas`,
  uploading: (percent) => `${percent} %`,
  uploads: 'Archivos en camino',
  dismiss: (name) => `Descartar ${name}`,
  again: 'Leer de nuevo',
  cancel: 'Cancelar',
  replace: 'Subir versión nueva',
  remove: 'Eliminar',
  removeTitle: (name) => `¿Eliminar ${name}?`,
  removeBody: 'Sus artículos dejan de responder. Lo que los citó se puede seguir abriendo.',
  keep: 'Conservarla',
  isRunning: 'Se está leyendo',
  figures: 'Última lectura',
  pages: 'Páginas',
  parts: 'Artículos del archivo',
  whole: 'El archivo completo',
  filter: 'Mostrar páginas',
  all: 'Todas',
  nothing: 'Nada por aquí',
  more: 'Mostrar más',
  missed: (count) =>
    count === 1
      ? 'Ausente una vez: su artículo responde hasta que falte de nuevo'
      : 'Ausente dos veces: su artículo ya no responde',
  history: 'Lecturas anteriores',
  byMember: 'a pedido',
  bySchedule: 'programada',
  counts: (taken, unchanged, rest) => `${taken} tomadas, ${unchanged} sin cambios, ${rest} no tomadas`,
  settings: 'Ajustes',
  save: 'Guardar',
  saved: 'Guardado. Qué se lee, y cómo, vale desde la próxima lectura.',
  form: {
    kind: 'Qué leer',
    kinds: { page: 'Una página', site: 'Un sitio: la página y adonde lleva' },
    url: 'Dirección',
    urlHint: 'La primera página, como https://example.com/ayuda',
    name: 'Nombre',
    language: 'Idioma',
    languageHint: 'Como es o pt-BR. Vacío: el que dice cada página.',
    audience: 'A quién se responde con ella',
    audiences: { public: 'A cualquiera', internal: 'Solo a miembros' },
    audienceHint:
      'Solo a miembros vale en el acto, también para lo que los miembros corrigieron. A cualquiera vale ' +
      'desde la próxima lectura, y para lo que corrigieron cuando lo cambien allí.',
    publishing: 'Lo nuevo y lo que cambia',
    publishings: { at_once: 'Publicar en el acto', as_drafts: 'Guardar como borradores hasta publicarlos' },
    publishingHints: {
      at_once: 'Responde en cuanto se lee. Los conjuntos de prueba se juegan después, y no lo detienen.',
      as_drafts:
        'Lo que responde ahora sigue hasta que alguien publique los borradores, con los conjuntos de ' +
        'prueba que los artículos tienen que pasar. Una lectura nueva reemplaza el borrador que nadie ' +
        'corrigió. Lo que ya no está en la fuente deja de responder igual.',
    },
    schedule: 'Leer de nuevo',
    pagesMax: 'Páginas como máximo',
    depthMax: 'Enlaces desde la primera página como máximo',
    delay: 'Milisegundos entre dos pedidos',
    delayHint: 'El sitio puede pedir más en su robots.txt.',
    include: 'Solo estas rutas',
    includeHint: 'Una por línea, * es cualquier cosa: /ayuda/*. Vacío: todas.',
    exclude: 'Estas rutas no',
    excludeHint: 'Una por línea. Valen más que las otras.',
    sitemap: 'Leer también la lista de páginas del sitio (sitemap)',
    start: 'Leer ahora',
  },
}
