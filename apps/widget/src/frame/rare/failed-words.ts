import { type Language, languageOf } from '../words.ts'

type FailedWords = {
  retry: string
  edit: string
  remove: string
  failed: string
  /** By the code of the refusal. */
  reasons: Partial<Record<string, string>>
}

const WORDS: Record<Language, FailedWords> = {
  en: {
    retry: 'Try again',
    edit: 'Edit',
    remove: 'Delete',
    failed: 'Not sent.',
    reasons: {
      too_many_requests: 'Not sent: too many messages at once. Wait a moment and try again.',
      invalid_request: 'Not sent: too large, or unreadable.',
    },
  },
  es: {
    retry: 'Reintentar',
    edit: 'Editar',
    remove: 'Borrar',
    failed: 'No se pudo enviar.',
    reasons: {
      too_many_requests:
        'No se envió: demasiados mensajes seguidos. Conviene esperar un momento y reintentar.',
      invalid_request: 'No se envió: demasiado grande o ilegible.',
    },
  },
  pt: {
    retry: 'Tentar de novo',
    edit: 'Editar',
    remove: 'Apagar',
    failed: 'Não foi possível enviar.',
    reasons: {
      too_many_requests: 'Não enviada: muitas mensagens seguidas. Aguarde um momento e tente de novo.',
      invalid_request: 'Não enviada: grande demais ou ilegível.',
    },
  },
}

export function failedWordsIn(locale: string): FailedWords {
  return WORDS[languageOf(locale)]
}
