import type { MediaKind } from './file.ts'

/** What is said when an author gives no words of his own. */
const WORDING = {
  en: {
    ask: 'Sorry, I did not get that. Could you say it another way?',
    choose: 'Please choose one of these:',
    order: 'Please choose among the products, and send your basket.',
    phone: 'Please share your phone number, or write it with its country, like +1 202 555 0143.',
    form: 'Please press the button, and fill in the form.',
    location: 'Please share your location, or write it as coordinates, like -34.9, -56.16.',
    back: 'Back',
    human: 'Of course. A person from the team will answer you here.',
    cancelled: 'Done, it is cancelled.',
  },
  es: {
    ask: 'Perdón, no te entendí. ¿Me lo dices de otra forma?',
    choose: 'Elige una de estas opciones:',
    order: 'Elige entre los productos y envía tu carrito, por favor.',
    phone: 'Comparte tu número de teléfono, por favor, o escríbelo con el país: +598 99 123 456.',
    form: 'Toca el botón y completa el formulario, por favor.',
    location: 'Comparte tu ubicación, por favor, o escríbela como coordenadas: -34.9, -56.16.',
    back: 'Volver',
    human: 'Claro. Una persona del equipo te va a responder por acá.',
    cancelled: 'Listo, quedó cancelado.',
  },
  pt: {
    ask: 'Desculpe, não entendi. Pode dizer de outro jeito?',
    choose: 'Escolha uma destas opções:',
    order: 'Escolha entre os produtos e envie o seu carrinho, por favor.',
    phone: 'Compartilhe seu número de telefone, por favor, ou escreva com o país: +55 11 91234-5678.',
    form: 'Toque no botão e preencha o formulário, por favor.',
    location: 'Compartilhe sua localização, por favor, ou escreva as coordenadas: -34.9, -56.16.',
    back: 'Voltar',
    human: 'Claro. Uma pessoa da equipe vai responder você por aqui.',
    cancelled: 'Pronto, está cancelado.',
  },
} as const

/** What is said to who sends something else than the files that are wanted. */
const FILES = {
  en: {
    please: (files: string) => `Please send me ${files}.`,
    kinds: {
      ...{ image: 'a photo', video: 'a video', audio: 'an audio message' },
      ...{ document: 'a document', sticker: 'a sticker' },
    },
  },
  es: {
    please: (files: string) => `Envíame ${files}, por favor.`,
    kinds: {
      ...{ image: 'una foto', video: 'un video', audio: 'un audio' },
      ...{ document: 'un documento', sticker: 'un sticker' },
    },
  },
  pt: {
    please: (files: string) => `Envie ${files}, por favor.`,
    kinds: {
      ...{ image: 'uma foto', video: 'um vídeo', audio: 'um áudio' },
      ...{ document: 'um documento', sticker: 'uma figurinha' },
    },
  },
} as const

type Language = keyof typeof WORDING

/** The default words in a contact's language; English where there are none. */
export function wordingOf(locale: string): Readonly<Record<keyof typeof WORDING.en, string>> {
  return WORDING[languageOf(locale)]
}

/** A request for files of these kinds, in a contact's language. */
export function filesWanted(locale: string, wanted: readonly MediaKind[]): string {
  const language = languageOf(locale)
  const { please, kinds } = FILES[language]
  const either = new Intl.ListFormat(language, { type: 'disjunction' })
  return please(either.format(wanted.map((kind) => kinds[kind])))
}

function languageOf(locale: string): Language {
  const language = locale.slice(0, 2).toLowerCase()
  return language in WORDING ? (language as Language) : 'en'
}
