import type { ArticleAudience, TestSet } from '@hilo/protocol'
import { useTestSets } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'

/** The names of the test sets that ask before something new answers contacts; null: none does. */
export function useAskingSets(audience: ArticleAudience): string | null {
  const { gates: words } = useWords()
  const sets = useTestSets().data ?? []
  const asking = audience === 'public' ? sets.filter(isAsking) : []
  return asking.length === 0 ? null : asking.map(({ name }) => words.quoted(name)).join(', ')
}

/** Says which test sets are tried once contacts are no more answered from something; null: none is. */
export function useTakenOutNote(): string | null {
  const { gates: words } = useWords()
  const sets = useTestSets().data ?? []
  const tried = sets.filter((set) => isAsking(set) || (set.isEvaluatedAfterPublish && set.cases > 0))
  const names = tried.map(({ name }) => words.quoted(name)).join(', ')
  return tried.length === 0 ? null : words.takenOut(names, tried.length)
}

function isAsking({ articleShareNeeded, cases }: TestSet): boolean {
  return articleShareNeeded !== null && cases > 0
}
