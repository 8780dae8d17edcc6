import type { Words } from './en.ts'

/** The Spanish words of what a contact allowed. */
export const permissionEs: Words['permission'] = {
  title: 'Mensajes permitidos',
  purposes: {
    service: 'respuestas',
    utility: 'avisos',
    authentication: 'códigos',
    marketing: 'promociones',
    all: 'mensajes',
  },
}
