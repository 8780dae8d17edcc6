import type { AiProvider } from '@hilo/protocol'
import type { useWords } from '../../i18n/language.ts'
import { toast } from '../../ui/toast.ts'

/** What became of a provider that was saved: it was to be used, and may have been held off. */
export function sayOf(
  { name, isEnabled }: AiProvider,
  isWanted: boolean,
  words: ReturnType<typeof useWords>['ai'],
): void {
  if (isWanted && !isEnabled) toast({ tone: 'fail', title: words.savedOff(name) })
  else toast({ tone: 'plain', title: isWanted ? words.savedOn(name) : words.saved(name) })
}
