import { fillSentence, retell } from '@hilo/protocol'

/**
 * Why something waits or does not go out that no platform has refused: the whole list. It is stored in
 * English and told in the language of the reader, so a reason that is not from here has no other language.
 */
export const REASONS = {
  unreachable: { en: 'The platform could not be reached.', es: 'No se pudo llegar a la plataforma.' },
  answer_lost: { en: 'The answer was lost ({detail}).', es: 'La respuesta se perdió ({detail}).' },
  given_up: {
    en: 'Could not confirm that it arrived. It was not sent again, because a person took the turn.',
    es: 'No se pudo confirmar que llegó. No se envió otra vez, porque una persona tomó el turno.',
  },
  unconfirmed: {
    en: 'Could not confirm: the answer of the platform was lost. It may have arrived.',
    es: 'No se pudo confirmar: la respuesta de la plataforma se perdió. Puede que haya llegado.',
  },
  repeated: {
    en: 'Could not confirm the first attempt, so it was sent again: it may have arrived twice.',
    es: 'No se pudo confirmar el primer intento y se envió otra vez: puede que haya llegado dos veces.',
  },
  opted_out: {
    en: 'The contact opted out of this kind of message before it was sent.',
    es: 'El contacto pidió no recibir este tipo de mensajes antes de que saliera.',
  },
  no_more: {
    en: 'The contact asked for no more of it before it was sent.',
    es: 'El contacto pidió no recibir más antes de que saliera.',
  },
  disconnected: {
    en: 'This inbox is not connected any more.',
    es: 'Esta bandeja ya no está conectada.',
  },
  part: { en: 'The channel no longer sends this part.', es: 'El canal ya no envía esta parte.' },
  media: {
    en: 'The bytes of this file are not here any more. Attach it again.',
    es: 'Los bytes de este archivo ya no están aquí. Hay que adjuntarlo otra vez.',
  },
  upload: {
    en: 'The file could not be brought to the platform ({detail}).',
    es: 'No se pudo subir el archivo a la plataforma ({detail}).',
  },
  upload_lost: {
    en: 'The file could not be brought to the platform: its answer was lost.',
    es: 'No se pudo subir el archivo a la plataforma: su respuesta se perdió.',
  },
  waits: {
    en: 'The platform is not answering. The message is sent as soon as it does.',
    es: 'La plataforma no responde. El mensaje sale en cuanto lo haga.',
  },
  paused: {
    en: 'The inbox is paused. The message is sent when it goes on.',
    es: 'La bandeja está en pausa. El mensaje sale cuando continúe.',
  },
  reconnect: {
    en: 'The platform refuses the token of the inbox. The message is sent when it is connected again.',
    es: 'La plataforma no acepta el token de la bandeja. El mensaje sale cuando se vuelva a conectar.',
  },
  pair_limit: {
    en: 'The platform takes only so many messages in a row to one contact. It goes as soon as it may.',
    es: 'La plataforma solo acepta unos cuantos mensajes seguidos a un contacto. Sale en cuanto se pueda.',
  },
  account_limit: {
    en: 'This account sends as fast as the platform takes messages. It goes as soon as it may.',
    es: 'Esta cuenta envía tan rápido como la plataforma acepta. Sale en cuanto se pueda.',
  },
  media_limit: {
    en: 'This account sends sound and video as fast as the platform takes them. It goes as soon as it may.',
    es: 'Esta cuenta envía audio y video tan rápido como la plataforma acepta. Sale en cuanto se pueda.',
  },
  no_templates: { en: 'This channel has no templates.', es: 'Este canal no tiene plantillas.' },
  endless_list: {
    en: 'The list of templates has no end.',
    es: 'La lista de plantillas no tiene fin.',
  },
  only_answers: {
    en: 'Write to this account yourself: it can only answer.',
    es: 'Escribe tú a esta cuenta: solo puede responder.',
  },
} as const satisfies Record<string, { en: string; es: string }>

export type ReasonName = keyof typeof REASONS

/** A reason as it is stored. `detail` fills its gap, where it has one. */
export function reasonOf(name: ReasonName, detail = ''): string {
  return fillSentence(REASONS[name].en, { detail })
}

/** What a delivery keeps of a failure that is ours: under the reason's name, unless another code is usual. */
export function ownFailure(name: ReasonName, { detail = '', code = name as string } = {}) {
  return { code, reason: reasonOf(name, detail) }
}

/** A stored reason in Spanish; null when it is none of ours. */
export function reasonInSpanish(reason: string): string | null {
  return retell(reason, Object.values(REASONS), 'es')
}
