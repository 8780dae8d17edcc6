import type { gatesEn } from './en-gates.ts'

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('es').format(names.map((name) => `«${name}»`))
}

/** Las palabras de lo que se pide antes de que un artículo responda. */
export const gatesEs: typeof gatesEn = {
  title: 'Antes de publicarlo',
  intro:
    'Esta versión responde a los contactos cuando con ella pasan suficientes casos de estos conjuntos de ' +
    'prueba. Al probarla se juegan los casos como si estuviera publicada; a los contactos se les sigue ' +
    'respondiendo sin ella.',
  asks: (share) => `Tiene que pasar el ${share} % de sus casos.`,
  lacks: {
    evaluation: 'Todavía no se probó con estas palabras.',
    share: 'Pasan muy pocos casos. Mira qué falla, y cambia el artículo o el caso.',
    articles: 'Desde que se probó se publicaron otros artículos: hay que probarla otra vez.',
    instructions: 'Desde que se probó cambiaron las instrucciones: hay que probarla otra vez.',
    models: 'Se probó con otros modelos que los que responden ahora: hay que probarla otra vez.',
    meaning: 'Desde que se probó cambió la búsqueda por significado: hay que probarla otra vez.',
    tools: 'Desde que se probó cambiaron las herramientas que la IA puede usar: hay que probarla otra vez.',
  },
  one: {
    passed: 'Pasó: nada de este conjunto impide publicarla.',
    tried: 'Se probó con estas palabras, junto a lo que responde ahora.',
    underWay: 'Se está probando con esta versión.',
    tryIt: 'Probar esta versión',
    trySet: (name) => `Probar esta versión con ${name}`,
  },
  many: {
    passed: 'Pasó: nada de este conjunto impide publicarlos juntos.',
    tried: 'Se probaron juntos con estas palabras, junto a lo que responde ahora.',
    underWay: 'Se están probando juntos.',
    tryIt: 'Probarlos juntos',
    trySet: (name) => `Probarlos juntos con ${name}`,
  },
  withOthers: 'Probarlo junto con otros borradores',
  together: {
    title: 'Probar borradores juntos',
    before: 'Antes de publicarlos',
    intro:
      'Lo que está escrito para los contactos y aún no se publicó. Elige lo que va junto: cada conjunto de ' +
      'prueba se juega una vez como si todo estuviera publicado, y se publica todo a la vez, o nada.',
    none: 'No hay nada nuevo para publicar.',
    drafts: 'Borradores',
    chosen: (count, all) => `Borradores: ${count} de ${all} elegidos`,
    all: 'Todos',
    noneOfThem: 'Ninguno',
    atMost: (count) => `Como máximo ${count} a la vez: publica antes estos, o desmarca alguno.`,
    more: (count) => `Estos son los primeros ${count}: los demás aparecen cuando publiques algunos.`,
    ofSource: (name, count, atOnce) =>
      `Solo lo que se tomó de ${name}: ${count === 1 ? 'un borrador' : `${count} borradores`}.` +
      (count > atOnce
        ? ` Aquí van de ${atOnce} en ${atOnce}; en la página de la fuente los publicas todos a la vez.`
        : ''),
    toSource: 'A la fuente',
    ofAll: 'Borradores de todo',
    overtaken: 'Cambió mientras tanto: vuelve a mirarlo',
    difference: 'Qué cambia',
    sincePublished: 'Frente a lo que responde ahora:',
    allNew: 'Todavía no responde nada de esto, así que todo es nuevo:',
    others: 'Conjuntos de prueba que no tienen que pasar',
    othersOnly:
      'Ningún conjunto de prueba tiene que pasar antes. De todos modos puedes ver cómo respondería la IA ' +
      'con ellos:',
    othersToo: 'Estos no tienen que pasar. También puedes probarlos con ellos:',
    noSets: 'Todavía no se pueden probar: ningún conjunto de prueba tiene un caso que se pueda jugar.',
    makeSet: 'Crear un conjunto de prueba',
    unproven: {
      untried: (count) =>
        count === 1 ? 'No se probó tal como está ahora.' : 'No se probaron tal como están ahora.',
      failing: (count) =>
        count === 1
          ? 'Se probó, y no pasaron todos los casos.'
          : 'Se probaron, y no pasaron todos los casos.',
    },
    results: {
      untried: 'no se probó',
      outdated: 'no se probó tal como está ahora',
      under_way: 'se está probando',
    },
    publishTitle: (count) => (count === 1 ? '¿Publicar un artículo?' : `¿Publicar ${count} artículos?`),
    publishBody: (count, languages, many) =>
      `${count === 1 ? 'Un artículo responderá' : `${count} artículos responderán`} a los contactos así. ` +
      `${many ? 'Idiomas' : 'Idioma'}: ${languages}.`,
    chooseFirst: 'Elige antes un borrador',
    asking: 'Comprobando qué tienen que pasar…',
    publish: (count) => (count === 0 ? 'Publicar' : count === 1 ? 'Publicarlo' : `Publicar los ${count}`),
    publishHint: 'Desde ahora responden todos, o ninguno',
    published: (count) =>
      count === 1 ? 'Publicado. Desde ahora responde.' : `Desde ahora responden ${count} artículos.`,
  },
  ofArticles: (count) => `${count} borradores juntos como si respondieran`,
  ofSource: (name, count, shown) =>
    count === 1
      ? `El borrador de ${name}, como si respondiera`
      : `Los ${shown} borradores de ${name}, como si respondieran`,
  tryAgain: 'Probar otra vez',
  result: 'Ver el resultado',
  toDrafts: 'Volver a los borradores',
  resultOf: (name) => `Ver el resultado de ${name}`,
  first: (names) => `Antes ${names.length === 1 ? 'tiene' : 'tienen'} que pasar ${listOf(names)}`,
  openSet: 'Abrir el conjunto de prueba',
  savedToTry: (names) => `Guardado como borrador: antes tiene que pasar ${names}.`,
  saveFirst: 'Guárdala antes: se prueba lo que está guardado',
  quoted: (name) => `«${name}»`,
  asked: (names) =>
    `Lo nuevo responde solo después de probarse con ${names}. Se guarda como borrador, y se prueba en la ` +
    'página del artículo.',
  askedMany: (names) =>
    `Las respuestas nuevas se prueban antes con ${names}: se guardan como borradores, y cada una se prueba ` +
    'en su página.',
  saveAndTry: 'Guardar y probar',
  addAndTry: 'Agregar y probar',
  takenOut: (names, count) =>
    'Antes no tiene que pasar ninguna prueba. En un momento ' +
    `${count === 1 ? 'se evaluará' : 'se evaluarán'} ${names}, y se avisa al equipo si las respuestas ` +
    'empeoran.',
  ofArticle: (title, version) => `el artículo «${title}» como si respondiera la versión ${version}`,
}
