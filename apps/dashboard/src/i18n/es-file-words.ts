import type { MediaWordsFailure, MediaWordsMode } from '@hilo/protocol'
import type { fileWordsEn } from './en-file-words.ts'

const MODES: Record<MediaWordsMode, string> = {
  off: 'Nunca',
  asked: 'Cuando lo pide un miembro',
  always: 'Siempre, en cuanto llega',
}
const FAILURES: Record<MediaWordsFailure, string> = {
  not_configured: 'El proveedor elegido está apagado, o falta algo para llamarlo.',
  budget: 'Se agotó un presupuesto de IA.',
  aborted: 'Se abandonó.',
  not_allowed: 'El proveedor no acepta la clave, o no para este modelo.',
  unknown_model: 'El proveedor no conoce el modelo elegido.',
  rate_limited: 'El proveedor no acepta más llamadas por ahora.',
  no_credit: 'La factura del proveedor está impaga, o se alcanzó su propio límite.',
  too_long: 'Dura más de diez minutos, o más de lo que admite el modelo.',
  bad_request: 'El proveedor no entiende el pedido: quizá el modelo no puede hacerlo.',
  unreachable: 'El proveedor no responde.',
  timeout: 'El proveedor tardó demasiado.',
  provider_error: 'El proveedor informó un error propio.',
  cut: 'La respuesta del proveedor se cortó.',
  garbled: 'La respuesta del proveedor no se puede leer.',
  empty: 'No se oye nada.',
  blocked: 'El filtro del proveedor lo rechazó.',
  type: 'El archivo tiene un formato que los proveedores no aceptan.',
  off: 'Se apagó mientras tanto.',
  lost: 'Los bytes del archivo ya no están aquí.',
}

/** The Spanish words of what is said in voice notes and to be seen in pictures. */
export const fileWordsEs: typeof fileWordsEn = {
  ask: { transcript: 'Transcribir', description: 'Describir' },
  due: { transcript: 'Transcribiendo…', description: 'Describiendo…' },
  titles: { transcript: 'Transcripción', description: 'Descripción' },
  by: (model, provider) => `por ${model} (${provider}), puede tener errores`,
  failed: { transcript: 'Sin transcribir', description: 'Sin describir' },
  failures: FAILURES,
  again: 'Intentar de nuevo',
  cost: 'Costo',
  costError: 'No se pudo cargar el costo.',

  title: 'Notas de voz e imágenes',
  intro:
    'Lo que los contactos dicen y muestran se puede poner en palabras: los miembros lo leen debajo del ' +
    'reproductor o de la imagen, y la IA lo responde como si estuviera escrito. Para eso el archivo va al ' +
    'proveedor que elijas; las imágenes, sin su lugar ni su dispositivo. Hasta entonces la IA le pide que ' +
    'escriba a quien envía una nota de voz.',
  error: 'No se pudo cargar quién lo hace',
  voice: 'Transcribir notas de voz',
  pictures: 'Describir imágenes',
  modes: MODES,
  provider: 'Proveedor',
  model: { voice: 'Modelo que oye', pictures: 'Modelo que ve' },
  hint: {
    voice: 'Como gpt-4o-mini-transcribe o whisper-1. Se oyen como máximo diez minutos de una nota.',
    pictures: 'Como gpt-4.1-mini. JPEG, PNG y WebP.',
  },
  noProvider: 'Primero activa un proveedor.',
  providerOff: 'Está desactivado: actívalo o elige otro.',
  modelMissing: 'Indica qué modelo lo hace.',
  saved: 'Guardado. Vale para lo que llegue de ahora en adelante.',
}
