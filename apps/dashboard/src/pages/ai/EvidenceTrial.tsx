import type { Meaning } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Table } from '../../ui/Table.tsx'
import { Text } from '../../ui/Text.tsx'

/** Whether nearness may prove an answer, and what the org's own questions came to with it and without. */
export function EvidenceTrial({ tried }: Pick<Meaning, 'tried'>) {
  const { meaning: words, knowledge } = useWords()
  const language = useLanguage()
  const percent = (part: number) => part.toLocaleString(language, { style: 'percent' })
  const rows = tried.flatMap(({ kind, evidence }) => {
    if (!evidence || evidence.gone === 0) return []
    const { share, threshold, there, gone, without, with: found } = evidence
    const both = (of: 'right' | 'wrong' | 'gone', whole: number) =>
      whole === 0 ? '–' : `${percent(without[of] / whole)} → ${percent(found[of] / whole)}`
    const figures = [there + gone, both('right', there), both('wrong', there), both('gone', gone)]
    const counts = threshold === null ? words.countsNot : words.countsAs(percent(share), percent(threshold))
    return [[knowledge.kindsOf[kind], ...figures, counts] as const]
  })
  if (rows.length === 0) return null
  return (
    <>
      <Text as="p" size="sm" tone="muted">
        {words.evidenceHint}
      </Text>
      <Table
        label={words.evidenceHint}
        titles={[words.kind, words.asked, words.right, words.wrong, words.gone, words.asEvidence]}
        rows={rows}
      />
    </>
  )
}
