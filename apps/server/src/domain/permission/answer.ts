import { baseLanguage, type ContentOf } from '@hilo/protocol'
import type { Keyword } from './keywords.ts'

type Texts = Record<Keyword['means'], string>

const TEXTS: Record<'en' | 'es' | 'pt', Texts> = {
  en: {
    stop: 'You will get no more messages from us here. Write START if you want them again.',
    start: 'You will get our messages here again. Write STOP if you want no more.',
  },
  es: {
    stop: 'No vas a recibir más mensajes nuestros por aquí. Con la palabra ALTA vuelven a llegar.',
    start: 'Vas a volver a recibir nuestros mensajes por aquí. Con la palabra BAJA dejan de llegar.',
  },
  pt: {
    stop: 'Você não vai mais receber mensagens nossas por aqui. Para voltar a receber, escreva VOLTAR.',
    start: 'Você vai voltar a receber nossas mensagens por aqui. Para não receber mais, escreva SAIR.',
  },
}

/** What a contact is told who used a keyword: in their language, else in that of the word, else the org's. */
export function answerTo(
  { means, language }: Keyword,
  { locale, orgLocale }: { locale: string | null; orgLocale: string },
): ContentOf<'text'> {
  const spoken = baseLanguage(locale ?? language ?? orgLocale)
  const texts = TEXTS[spoken as keyof typeof TEXTS] ?? TEXTS.en
  return { type: 'text', text: texts[means] }
}
