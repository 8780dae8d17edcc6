import type { tagsEn } from './en-tags.ts'

/** Las palabras de las etiquetas de una conversación. */
export const tagsEs: typeof tagsEn = {
  title: 'Etiquetas',
  add: 'Agregar una etiqueta',
  name: 'Etiqueta',
  nameHint: 'Una de tu organización, o una nueva.',
  put: 'Agregarla',
  fillIn: 'Escribe primero la etiqueta',
  remove: (tag) => `Quitar la etiqueta ${tag}`,
}
