import type { identityEn } from './en-identity.ts'

/** The words of how a widget knows who its visitors are, in Spanish. */
export const identityEs: typeof identityEn = {
  title: 'Identidad firmada',
  body:
    'El servidor de tu sitio puede decir quién es cada visitante, en un token firmado. Así la ' +
    'conversación lo sigue a todos sus dispositivos, nadie más la ve, y las herramientas de la IA ' +
    'pueden actuar por esa persona.',
  error: 'No se pudo cargar la identidad firmada',
  mode: 'Quién puede escribir',
  modes: {
    off: 'Cualquiera, de forma anónima',
    optional: 'Cualquiera; se sabe quién es si tu sitio manda un token',
    required: 'Solo aquellos de quienes tu sitio manda un token',
  },
  modeHints: {
    off: 'Todos los visitantes son anónimos. Crea un secreto o da una clave pública para saber quiénes son.',
    optional:
      'Tu sitio tiene que mandar un token por cada visitante que inició sesión; sin él, sigue anónimo.',
    required:
      'Tu sitio tiene que mandar un token por cada visitante que inició sesión. A los demás se les pide ' +
      'que la inicien.',
  },
  notYetHint:
    'Los visitantes todavía son anónimos. Faltan dos pasos: que tu sitio mande los tokens, como se muestra ' +
    'abajo, y elegir aquí que se lean.',
  keys: 'Se firma con',
  types: { secret: 'Secreto', public_key: 'Clave pública' },
  none: 'Todavía no hay clave: crea un secreto, o da tu clave pública.',
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
