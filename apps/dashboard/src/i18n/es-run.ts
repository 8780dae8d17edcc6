import type { runEn } from './en-run.ts'

/** The Spanish words of the run inspector. */
export const runEs: typeof runEn = {
  runs: {
    label: 'Ejecuciones',
    all: 'Todas',
    filters: 'Filtros',
    anyBackend: 'Todos los micro-backends',
    anyVersion: 'Todas las versiones',
    anyCode: 'Todos los errores',
    anyTime: 'Siempre',
    periods: { hour: 'Última hora', day: 'Últimas 24 horas', week: 'Últimos 7 días' },
    codes: {
      exception: 'Excepción',
      terminal: 'Error terminal',
      step_failed: 'Falló un paso',
      undo_failed: 'No se deshizo',
      nondeterminism: 'Divergencia',
      limit: 'Límite',
      crash: 'Caída',
      timeout: 'Tiempo agotado',
      invalid: 'Configuración',
    },
    search: 'Contacto',
    clear: 'Quitar filtros',
    error: 'No se pudieron cargar las ejecuciones',
    emptyTitle: 'Todavía no hay ejecuciones',
    emptyBody: 'Una empieza cuando un contacto escribe a una bandeja que tiene un micro-backend.',
    noneTitle: 'Ninguna coincide',
    noneBody: 'Conviene cambiar o quitar los filtros.',
    noneFailedTitle: 'Nada falló',
    noneFailedBody: 'Cuando una falla, la conversación pasa a personas y la ejecución espera aquí.',
    further: 'Buscar más atrás',
    furtherBody: 'Solo se miraron las más recientes.',
    working: 'trabajando',
    select: (name) => `Seleccionar la ejecución de ${name}`,
    selected: (count) => (count === 1 ? '1 seleccionada' : `${count} seleccionadas`),
    failedShown: (count) => (count === '1' ? '1 ejecución fallida' : `${count} ejecuciones fallidas`),
    retryAll: (count) => (count === 1 ? 'Reintentarla' : `Reintentar ${count}`),
    clearSelection: 'Quitar la selección',
    bulkTitle: (count) => (count === 1 ? '¿Reintentar 1 ejecución?' : `¿Reintentar ${count} ejecuciones?`),
    bulkBody:
      'Cada una vuelve a su micro-backend y sigue desde donde falló. Lo dicho no se repite, y los pasos ' +
      'que salieron bien no se hacen otra vez.',
    bulkResult: (done, refused) => {
      const goOn = done === 1 ? '1 sigue' : `${done} siguen`
      if (refused === 0) return goOn
      return `${goOn}, ${refused === 1 ? '1 no se pudo' : `${refused} no se pudieron`} reintentar`
    },
    open: 'Abrir ejecución',
    back: 'Volver a las ejecuciones',
    thread: 'Conversación',
    inspect: 'Ejecución y diario',
    which: 'Generación',
    generationNow: (count) => `Generación ${count}, actual`,
    generationOld: (count) => `Generación ${count}`,
    input: 'Entrada',
    result: 'Resultado',
    recorded: 'Registrado',
    stepError: 'Error',
    given: (who) => `Resultado dado por ${who}`,
    someone: 'un miembro',
    program: (key) => `un programa con la clave ${key}`,
    instead: 'En lugar del error',
    waitsAt: 'Espera en',
    seconds: (count) => `${count} s`,
    anyMoment: 'en cualquier momento',
  },
  runActions: {
    label: 'Acciones sobre esta ejecución',
    retryStep: 'Reintentar paso',
    retryRun: 'Reintentar',
    skip: 'Saltar paso',
    handOff: 'Pasar a personas',
    move: 'Mover a la versión activa',
    cancel: 'Cancelar ejecución',
    keep: 'Ahora no',
    needsAdmin: 'Solo propietarios y administradores pueden hacerlo',
    retryNowTitle: (step) => `¿Intentar «${step}» ahora?`,
    retryNowBody: 'No espera su hora. El servicio recibe la misma clave de idempotencia que antes.',
    retryStepTitle: (step) => `¿Reintentar desde «${step}»?`,
    retryStepBody:
      'El paso se intenta de nuevo con la misma clave de idempotencia. Lo dicho no se repite, y los pasos ' +
      'que salieron bien no se hacen otra vez.',
    retryRunTitle: '¿Reintentar esta ejecución?',
    retryRunBody:
      'Sigue desde donde está. Lo dicho no se repite, y los pasos que salieron bien no se hacen otra vez. ' +
      'Si la falla sigue ahí, vuelve a fallar; al contacto no se le avisa dos veces.',
    whichVersion: 'Código que sigue',
    onActive: (version) => (version ? `La versión activa, ${version}` : 'La versión activa'),
    onOwn: (version) =>
      version ? `La versión con la que corría, ${version}` : 'La versión con la que corría cada una',
    turnBack:
      'El turno vuelve al micro-backend. Lo que se escribió mientras respondían personas no es para él.',
    skipTitle: (step) => `Dar el resultado de «${step}»`,
    skipBody: 'El paso no se intenta otra vez. El micro-backend sigue con este valor como resultado.',
    value: 'Resultado, en JSON',
    valueHint: 'null si el código no necesita ninguno',
    notJson: 'Todavía no es JSON.',
    tooLarge: 'Más de 64 KiB.',
    skipSubmit: 'Usar este resultado',
    handOffTitle: '¿Pasar a personas?',
    handOffBody:
      'El micro-backend calla al instante y guarda su lugar. Al devolverle el turno, sigue desde ahí.',
    reason: 'Motivo',
    reasonOptional: 'Motivo, si lo hay',
    moveTitle: '¿Mover esta ejecución a la versión activa?',
    moveBody:
      'El código nuevo repasa antes el diario, sin efectos. La ejecución se mueve solo si llega adonde ' +
      'espera ahora.',
    cancelTitle: '¿Cancelar esta ejecución?',
    cancelBody:
      'No dice nada más, y lo que no envió no sale. Lo que hicieron sus pasos se deshace donde el ' +
      'micro-backend sabe cómo; lo demás queda hecho. El próximo mensaje del contacto empieza una nueva.',
    done: {
      retry: 'La ejecución sigue',
      skip: 'La ejecución sigue con ese resultado',
      hand_off: 'El turno es de personas',
      move: 'La ejecución sigue con la versión activa',
      cancel: 'La ejecución se está cancelando',
    },
    refused: 'No cambió nada',
  },
  runShortcuts: {
    next: 'Ejecución siguiente',
    previous: 'Ejecución anterior',
    open: 'Abrir ejecución',
    select: 'Seleccionar ejecución',
    retry: 'Reintentar',
    skip: 'Saltar paso',
    goRuns: 'Ir a las ejecuciones',
  },
}
