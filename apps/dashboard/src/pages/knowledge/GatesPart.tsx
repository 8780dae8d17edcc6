import type { Article } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useArticleGates } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Part } from '../../ui/Page.tsx'
import { GateRows } from './GateRows.tsx'

type Props = { article: Article; isDirty: boolean }

/** The test sets that the newest version has to pass, and the way to try it. */
export function GatesPart({ article, isDirty }: Props) {
  const { gates: words } = useWords()
  const { data: gates = [] } = useArticleGates(article)
  if (gates.length === 0) return null
  const { id, revision } = article
  return (
    <Part
      title={words.title}
      intro={words.intro}
      aside={
        <Link to="/knowledge/together" className={TEXT_LINK}>
          {words.withOthers}
        </Link>
      }
    >
      <GateRows
        label={words.title}
        gates={gates}
        toTry={{ articleIds: [id], estimateKey: revision, reason: isDirty ? words.saveFirst : null }}
      />
    </Part>
  )
}
