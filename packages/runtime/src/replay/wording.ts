/** What is said when an author gives no words of his own. */
const WORDING = {
  en: {
    ask: 'Sorry, I did not get that. Could you say it another way?',
    choose: 'Please choose one of these:',
  },
  es: { ask: 'Perdón, no te entendí. ¿Me lo dices de otra forma?', choose: 'Elige una de estas opciones:' },
  pt: { ask: 'Desculpe, não entendi. Pode dizer de outro jeito?', choose: 'Escolha uma destas opções:' },
} as const

/** The default words in a contact's language; English where there are none. */
export function wordingOf(locale: string): { readonly ask: string; readonly choose: string } {
  const language = locale.slice(0, 2).toLowerCase()
  return language in WORDING ? WORDING[language as keyof typeof WORDING] : WORDING.en
}
