import { useHasModel } from '../../api/copilot.ts'
import type { Words } from '../../i18n/en.ts'
import { useWords } from '../../i18n/language.ts'

/** What is said of what was found, by who would answer from it: a model, or the words of the articles alone. */
export function useVerdictWords(): Words['knowledge'] {
  const { knowledge } = useWords()
  return useHasModel() ? { ...knowledge, ...knowledge.byModel } : knowledge
}
