import { type Language, languageOf } from '../words.ts'

const ENGLISH = {
  from: 'From the article',
  fromAll: 'From these articles',
  back: 'Back to the conversation',
  gone: 'This article isn’t available any more.',
  away: 'It can’t be opened right now. Try again when you’re back online.',
  loading: 'Opening…',
  helpful: 'Did this help?',
  good: 'Yes, it helped',
  bad: 'No, it didn’t help',
  thanks: 'Thank you.',
  person: 'Talk to a person',
  askPerson: 'I’d like to talk to a person',
}
export type AnswerWords = typeof ENGLISH

const WORDS: Record<Language, AnswerWords> = {
  en: ENGLISH,
  es: {
    from: 'Del artículo',
    fromAll: 'De estos artículos',
    back: 'Volver a la conversación',
    gone: 'Este artículo ya no está disponible.',
    away: 'No se puede abrir ahora. Conviene reintentar al recuperar la conexión.',
    loading: 'Abriendo…',
    helpful: '¿Sirvió?',
    good: 'Sí, sirvió',
    bad: 'No, no sirvió',
    thanks: 'Gracias.',
    person: 'Hablar con una persona',
    askPerson: 'Quiero hablar con una persona',
  },
  pt: {
    from: 'Do artigo',
    fromAll: 'Destes artigos',
    back: 'Voltar à conversa',
    gone: 'Este artigo não está mais disponível.',
    away: 'Não dá para abrir agora. Tente de novo quando a conexão voltar.',
    loading: 'Abrindo…',
    helpful: 'Ajudou?',
    good: 'Sim, ajudou',
    bad: 'Não, não ajudou',
    thanks: 'Obrigado.',
    person: 'Falar com uma pessoa',
    askPerson: 'Quero falar com uma pessoa',
  },
}

export function answerWordsIn(locale: string): AnswerWords {
  return WORDS[languageOf(locale)]
}
