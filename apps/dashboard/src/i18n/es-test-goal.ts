import type { testGoalEn } from './en-test-goal.ts'

/** The Spanish words of contacts with a goal. */
export const testGoalEs: typeof testGoalEn = {
  kind: 'Quién escribe por el contacto',
  kinds: { turns: 'Tú, turno por turno', goal: 'Un modelo, según un objetivo' },
  title: 'El contacto',
  hint:
    'Un modelo hace de este contacto: sabe lo que está aquí y lo que se dijo, y nada de tus artículos. ' +
    'Sus llamadas cuentan en tus presupuestos.',
  persona: 'Quién es y cómo escribe',
  personaHint: 'Por ejemplo: tiene prisa, escribe corto, no usa mayúsculas. Vacío: cualquiera.',
  wants: 'Qué quiere',
  wantsHint: 'Por ejemplo: cancelar el pedido que llegó roto y saber cuándo le devuelven el dinero.',
  facts: 'Qué sabe, y dice si se lo preguntan',
  factsHint: 'Uno por línea, con dos puntos: Número de pedido: A-7.',
  begins: 'Cómo empieza',
  beginsHint: 'Cada línea es una manera: cada vez se usa la siguiente. Vacío: también empieza el modelo.',
  contentWhen: 'Queda conforme si',
  contentWhenHint: 'Uno por línea, en palabras que se puedan comprobar: sabe que el dinero vuelve en 5 días.',
  nameHint: 'Vacío: las primeras palabras de lo que quiere.',
  languageHint: 'En el que escribe, por ejemplo es o en. Vacío: el de lo que quiere.',
  missing: { wants: 'Di qué quiere', contentWhen: 'Di cuándo queda conforme' },
  turnsMax: 'Mensajes como máximo',
  expectTitle: 'Qué tiene que cumplir toda la conversación',
  endsWith: 'Termina con una respuesta que',
  mustNotCall: 'No puede llamar',
  mustNotCallHint: 'Una herramienta por línea.',
  summary: (wants) => `Contacto con un objetivo: ${wants}`,
  leftOut: (count) =>
    count === 1
      ? 'Un contacto con un objetivo no está en el CSV: exporta JSON para tenerlos todos.'
      : `${count} contactos con un objetivo no están en el CSV: exporta JSON para tenerlos todos.`,
  notPlayedCount: (count) =>
    count === 1
      ? 'Una vez no se pudo probar: ni pasó ni falló, y una barrera no la cuenta como pasada.'
      : `${count} veces no se pudieron probar: ni pasaron ni fallaron, y una barrera no las cuenta como ` +
        'pasadas.',
  playState: {
    passed: (play) => `${play}: pasa`,
    failed: (play) => `${play}: falla`,
    not_played: (play) => `${play}: sin probar`,
  },
  ends: {
    contact: 'El contacto no tenía más que decir.',
    people: 'La conversación pasó a personas.',
    turns: 'El contacto escribió todas las veces que podía.',
    not_played: 'No se probó hasta el final.',
  },
  isContent: (isContent) => `El contacto: ${isContent ? 'conforme' : 'no conforme'}.`,
  isMet: (isMet) => `El juez: ${isMet ? 'se cumple todo lo que quería' : 'no se cumple todo lo que quería'}.`,
  choices: 'El contacto puede pulsar',
  notPlayed: {
    contact: (why) => `Sin probar: falló el modelo que hace de contacto. ${why}`,
    judge: (why) => `Sin probar: falló el modelo que juzga la conversación. ${why}`,
  },
}
