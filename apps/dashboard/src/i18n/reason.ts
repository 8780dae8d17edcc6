import { useLanguage } from './language.ts'

/** Tells a reason of the server's in the language of the reader, where it is known in that. */
export function useReason(): (reason: string, reasonEs: string | null) => string {
  const language = useLanguage()
  return (reason, reasonEs) => (language === 'es' ? (reasonEs ?? reason) : reason)
}
