import type { Candidate } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'

type Judged = Pick<Candidate, 'evidence' | 'signals'> & { threshold: number }

/** Says how much speaks for a candidate and how much is needed; where nearness is evidence too, what of each. */
export function useEvidenceWords(): (judged: Judged) => string {
  const { answers, meaning } = useWords()
  const language = useLanguage()
  const share = (part: number) => part.toLocaleString(language, { style: 'percent' })
  return ({ evidence, threshold, signals: { words, meaning: near = 0 } }) =>
    words === undefined
      ? answers.evidence(share(evidence), share(threshold))
      : meaning.evidence({
          ...{ words: share(words), near: near.toLocaleString(language, { maximumFractionDigits: 2 }) },
          ...{ both: share(evidence), threshold: share(threshold) },
        })
}
