import { translateReason } from '@hilo/channels'
import type { InboxHealth } from '@hilo/protocol'

/** Why a delivery failed that no platform has refused, by the code under which it is stored. */
const OWN: Readonly<Record<string, string>> = {
  unreachable: 'No se pudo llegar a la plataforma.',
  unconfirmed: 'No se pudo confirmar que llegó, y no se envió otra vez.',
  disconnected: 'Esta bandeja ya no está conectada.',
  part: 'El canal ya no envía esta parte.',
  media: 'Los bytes de este archivo ya no están aquí. Hay que adjuntarlo otra vez.',
  upload: 'No se pudo subir el archivo a la plataforma.',
  opted_out: 'El contacto pidió no recibir este tipo de mensajes antes de que saliera.',
  waits: 'La plataforma no respondió durante demasiado tiempo.',
  reconnect: 'La plataforma no acepta el token de la bandeja.',
}

/** With the reasons of failures in Spanish beside the English ones: they are stored in one language. */
export function spokenHealth(health: InboxHealth): InboxHealth {
  const failures = health.failures.map((failure) => ({
    ...failure,
    reasonEs: translateReason(failure.reason, 'es') ?? OWN[failure.code] ?? null,
  }))
  return { ...health, failures }
}
