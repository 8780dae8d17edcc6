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
  manage: 'Cambiar o eliminar etiquetas',
  page: {
    title: 'Etiquetas',
    error: 'No se pudieron cargar las etiquetas',
    emptyTitle: 'Todavía no hay etiquetas',
    emptyBody: 'Una etiqueta nace donde hace falta por primera vez: en los detalles de una conversación.',
    intro:
      'Las etiquetas de tu organización. Un nombre nuevo o una eliminación vale a la vez para todas las ' +
      'conversaciones, y queda en el historial de cada una.',
    conversations: (count, isOne) => `${count} ${isOne ? 'conversación' : 'conversaciones'}`,
    unused: 'En ninguna conversación',
    inInstructions: 'en instrucciones',
    inInstructionsHint: 'Unas instrucciones de la IA en vigor nombran esta etiqueta',
    rename: 'Cambiar nombre',
    renameOf: (tag) => `Cambiar el nombre de ${tag}`,
    delete: 'Eliminar',
    deleteOf: (tag) => `Eliminar ${tag}`,
    newName: 'Nombre nuevo',
    save: 'Cambiarlo',
    saving: 'Guardando…',
    same: 'Escribe otro nombre',
    cancel: 'Cancelar',
    renameBody: (count) => `Recibe el nombre nuevo en ${count}.`,
    deleteTitle: (tag) => `¿Eliminar la etiqueta ${tag}?`,
    deleteUnused: 'No está en ninguna conversación. No se puede deshacer.',
    deleteBody: (count) => `Se quita de ${count}. No se puede deshacer.`,
    elsewhere:
      'Los micro-backends, las difusiones y los segmentos que la nombran no cambian: quien pone el nombre ' +
      'viejo la crea otra vez.',
    instructions: 'Unas instrucciones en vigor la nombran: cámbialas también, siguen con el nombre viejo.',
    renamed: (tag, to) => `${tag} se llama ahora ${to}`,
    deleted: (tag) => `Se eliminó la etiqueta ${tag}`,
  },
}
