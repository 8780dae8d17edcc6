import type { identityEn } from './en-identity.ts'

/** The words of how a widget knows who its visitors are, in Spanish. */
export const identityEs: typeof identityEn = {
  title: 'Identidad firmada',
  body:
    'El servidor de tu sitio puede decir quién es cada visitante, en un token firmado. Así la ' +
    'conversación lo sigue a todos sus dispositivos, nadie más la ve, y las herramientas de la IA ' +
    'pueden actuar por esa persona.',
  error: 'No se pudo cargar la identidad firmada',
  mode: 'Los visitantes',
  modes: {
    off: 'no son nadie en particular',
    optional: 'pueden traer una identidad firmada',
    required: 'tienen que traer una identidad firmada',
  },
  modeHints: {
    off: 'No se lee ningún token.',
    optional: 'Quien no la trae puede escribir igual.',
    required: 'Quien no inició sesión en tu sitio no puede escribir.',
  },
  keys: 'Se firma con',
  types: { secret: 'Secreto', public_key: 'Clave pública' },
  none: 'Todavía nada: crea un secreto, o da tu clave pública.',
  two: 'Valen dos a la vez: da la nueva a tu servidor y después quita la anterior.',
  full: 'Ya hay dos',
  newSecret: 'Crear un secreto',
  givePublicKey: 'Dar una clave pública',
  publicKey: 'Clave pública, en PEM',
  publicKeyHint: 'RSA desde 2048 bits (RS256) o de la curva P-256 (ES256).',
  add: 'Agregar',
  remove: 'Quitar',
  removeTitle: '¿Quitar esta clave?',
  removeBody:
    'Lo que firmó deja de valer: los visitantes con un token así tienen que volver a cargar la página.',
  once:
    'Este secreto se muestra una sola vez. Guárdalo solo en tu servidor: quien lo tiene puede ser ' +
    'cualquier visitante.',
  copy: 'Copiar el secreto',
  copied: 'El secreto se copió.',
  copyFailed: 'No se pudo copiar: selecciónalo y cópialo a mano.',
  done: 'Listo',
  cancel: 'Cancelar',
  how: 'Cómo firma tu servidor',
  language: 'Lenguaje',
  page: 'En tus páginas',
  pageHint:
    'Como atributo del fragmento, o después con una llamada; cierra la sesión cuando lo haga el visitante.',
}
