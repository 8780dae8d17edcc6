import { baseLanguage, type ContentOf } from '@hilo/protocol'

const TEXTS: Record<string, string> = {
  en: 'Something went wrong on our side. A person from the team will answer you here.',
  es: 'Algo no salió bien de nuestro lado. Una persona del equipo responderá por aquí.',
  pt: 'Algo deu errado do nosso lado. Uma pessoa da equipe vai responder você por aqui.',
}

/** What a contact reads when a micro-backend failed, so that nobody is left in silence. */
export function handoffText(locale: string | null): ContentOf<'text'> {
  const language = baseLanguage(locale ?? 'en')
  return { type: 'text', text: TEXTS[language] ?? (TEXTS.en as string) }
}
