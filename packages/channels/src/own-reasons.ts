import { fillSentence } from '@hilo/protocol'
import type { Language } from './meta/cause.ts'

/** Why a send or an upload does not go on, where no code of the platform says it: the whole list. */
export const OWN_REASONS = {
  unreadable: {
    en: 'HTTP {status} with an unreadable body',
    es: 'La plataforma respondió HTTP {status} con un texto que no se entiende.',
    pt: 'A plataforma respondeu HTTP {status} com um texto que não se entende.',
  },
  fileTooLarge: {
    en: '{name} takes files of this kind up to {max} MB.',
    es: '{name} acepta archivos de este tipo de hasta {max} MB.',
    pt: 'O {name} aceita arquivos deste tipo de até {max} MB.',
  },
  fileNotTaken: {
    en: '{name} did not take the file: its answer could not be read.',
    es: '{name} no aceptó el archivo: su respuesta no se entiende.',
    pt: 'O {name} não aceitou o arquivo: a resposta dele não se entende.',
  },
} as const satisfies Record<string, Record<Language, string>>

/** A reason of the list in the language in which reasons are stored. */
export function ownReason(
  name: keyof typeof OWN_REASONS,
  values: Readonly<Record<string, string | number>>,
): string {
  return fillSentence(OWN_REASONS[name].en, values)
}
