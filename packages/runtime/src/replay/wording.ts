/** What is said when an author gives no words of his own. */
const WORDING = {
  en: {
    ask: 'Sorry, I did not get that. Could you say it another way?',
    choose: 'Please choose one of these:',
    back: 'Back',
    human: 'Of course. A person from the team will answer you here.',
    cancelled: 'Done, it is cancelled.',
  },
  es: {
    ask: 'Perdón, no te entendí. ¿Me lo dices de otra forma?',
    choose: 'Elige una de estas opciones:',
    back: 'Volver',
    human: 'Claro. Una persona del equipo te va a responder por acá.',
    cancelled: 'Listo, quedó cancelado.',
  },
  pt: {
    ask: 'Desculpe, não entendi. Pode dizer de outro jeito?',
    choose: 'Escolha uma destas opções:',
    back: 'Voltar',
    human: 'Claro. Uma pessoa da equipe vai responder você por aqui.',
    cancelled: 'Pronto, está cancelado.',
  },
} as const

/** The default words in a contact's language; English where there are none. */
export function wordingOf(locale: string): Readonly<Record<keyof typeof WORDING.en, string>> {
  const language = locale.slice(0, 2).toLowerCase()
  return language in WORDING ? WORDING[language as keyof typeof WORDING] : WORDING.en
}
