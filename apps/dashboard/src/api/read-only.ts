import { useWords } from '../i18n/language.ts'
import { useSession } from './session.ts'

/** Why this member may change nothing here; null when they may. */
export function useReadOnlyReason(): string | null {
  const { backends: words } = useWords()
  return useSession().member.role === 'agent' ? words.readOnly : null
}
