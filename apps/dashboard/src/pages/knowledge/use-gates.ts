import type { Article, ArticleAudience, ArticleGate, TestSet } from '@hilo/protocol'
import { useArticleGates, useTestSets } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { heldBy } from './unproven.ts'
import type { Editing } from './use-editing.ts'

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

export type Gates = {
  /** What the version that is saved has to pass. */
  gates: readonly ArticleGate[]
  /** Why it cannot be published now; null: no test set keeps it from that. */
  reason: string | null
}

/** What keeps an article from being published, before anybody tries to. */
export function useGates(article: Article | null, { words, isDirty }: Editing): Gates {
  const { gates: said } = useWords()
  const { data: gates = [] } = useArticleGates(article)
  const asking = useAskingSets(words.audience)
  if (isDirty || article === null) return { gates, reason: asking === null ? null : said.saveFirst }
  const held = heldBy(gates)
  return { gates, reason: held.length > 0 ? said.first(held) : null }
}
