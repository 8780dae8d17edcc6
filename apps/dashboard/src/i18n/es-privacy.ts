import type { privacyEn } from './en-privacy.ts'

/** The words of what is kept of a contact, in Spanish. */
export const privacyEs: typeof privacyEn = {
  title: 'Privacidad',
  export: 'Guardar lo que hay',
  exportHint: 'Todo lo que se guarda del contacto, en un archivo.',
  exportError: 'No se pudo guardar',
  erase: 'Eliminar contacto',
  eraseTitle: (name) => `¿Eliminar a ${name}?`,
  eraseBody:
    'El contacto se elimina para siempre, con todas las conversaciones, los archivos y las notas, ' +
    'y lo que la IA le respondió y buscó. Si escribe otra vez, es alguien nuevo. Queda: los webhooks sin ' +
    'procesar por 30 días, las copias de seguridad, y los artículos y casos hechos con lo que escribió.',
  eraseNow: 'Eliminar para siempre',
  erased: 'El contacto fue eliminado.',
}
