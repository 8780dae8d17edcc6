import type { Words } from './en.ts'

/** The Spanish words of what is sent by hand besides words and files. */
export const offersEs: Words['offers'] = {
  more: 'Productos y formularios',
  products: 'Productos…',
  form: 'Formulario…',
  looking: 'Consultando la plataforma…',
  noneTitle: 'No hay nada para enviar',
  noneBody: 'Sin catálogo ni formularios publicados.',
  productsTitle: 'Enviar productos',
  whichProducts: 'Productos',
  tickOne: 'Marca un producto, o envía todo el catálogo',
  search: 'Buscar productos',
  noMatch: 'Ningún producto se llama así.',
  moreBySearch: 'Hay más: se encuentran buscando por nombre.',
  sendAll: 'Enviar todo el catálogo',
  sendProducts: (count) =>
    count === 0 ? 'Enviar productos' : count === 1 ? 'Enviar 1 producto' : `Enviar ${count} productos`,
  title: 'Título de la lista',
  text: 'Mensaje',
  button: 'Botón',
  formTitle: 'Enviar un formulario',
  whichForm: 'Formulario',
  openForm: 'Abrir',
  send: 'Enviar',
  fillAll: 'Primero hay que completar todos los campos',
  tooLong: (max) => `El mensaje tiene más de ${max} caracteres`,
  tooMany: (max) => `Un mensaje muestra ${max} productos como máximo`,
}
