import type { Words } from './en.ts'

/** The words of the files in messages in Spanish. */
export const mediaEs: Words['media'] = {
  due: 'Se está descargando…',
  gone: 'Eliminado',
  failed: (why) => `No se pudo obtener: ${why}`,
  failures: {
    too_large: 'es más grande de lo que admite el canal',
    type: 'es de un tipo que no se admite',
    expired: 'la plataforma ya no lo tiene',
    damaged: 'llegó dañado una y otra vez',
    unreachable: 'la plataforma no respondió durante un día',
    refused: 'la plataforma se negó',
    unknown: 'no se descargó',
  },
  open: (name) => `Abrir en grande: ${name}`,
  close: 'Cerrar',
  download: (name) => `Descargar ${name}`,
}
