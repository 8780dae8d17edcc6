import type { articlesEn } from './en-articles.ts'

/** Las palabras de lo que un artículo tiene además de su texto: enlaces, imágenes, otros idiomas. */
export const articlesEs: typeof articlesEn = {
  saving: 'Guardando…',
  linksError: 'No se pudieron cargar los sitios',
  linksIntro:
    'Las respuestas de la IA y los artículos solo llevan a estos sitios. Un enlace a cualquier otro se ' +
    'muestra como texto, para que nada de lo que alguien escriba en un artículo o un archivo lleve a un ' +
    'contacto a otro lugar.',
  linkHost: 'Sitio',
  linkHostHint:
    'Por ejemplo tienda.example, que vale también para www.tienda.example; *.tienda.example son todos los ' +
    'que cuelgan de él.',
  addHost: 'Agregar el sitio',
  hostsAdded: 'Agregados',
  noHostsAdded: 'Todavía ninguno: los enlaces llevan a los sitios propios.',
  hostsOwn: 'Sitios propios',
  noHostsOwn: 'Ninguno: no hay una fuente en la web ni un widget en un sitio.',
  removeHost: (host) => `Quitar ${host}`,
  linkHostAdded: (host) => `Los enlaces pueden llevar a ${host} desde ahora.`,
  foreignLink: (host) => `Los enlaces a ${host} se muestran como texto: no está en la lista.`,
  allowHost: 'Permitirlo',
  addPicture: 'Agregar una imagen',
  addingPicture: 'La imagen está en camino…',
  dropPicture: 'Suelta imágenes aquí',
  pictureGone: 'la imagen ya no está',
  inLanguages: 'Idiomas',
  addLanguage: 'Agregar un idioma',
  missingLanguages: (names) => `falta: ${names}`,
  variantOf: (title, language) =>
    `Es «${title}» (${language}) en otro idioma. Su texto está aquí para traducirlo.`,
  outdated: 'desactualizado',
  outdatedHint: 'El artículo del que se escribió se volvió a publicar después',
  firstChanged: (language) => `El artículo del que se escribió este (${language}) cambió después:`,
  follow: 'Está al día',
  followed: 'Cuenta como al día hasta que el otro vuelva a cambiar.',
  isOtherLanguage: (language) => `También en ${language}`,
}
