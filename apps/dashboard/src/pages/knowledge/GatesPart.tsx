import type { Article, ArticleGate } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/language.ts'
import { TEXT_LINK } from '../../ui/LinkBox.tsx'
import { Part } from '../../ui/Page.tsx'
import { GateRows } from './GateRows.tsx'

type Props = { article: Article; gates: readonly ArticleGate[]; isDirty: boolean }

/** The test sets that the newest version has to pass, and the way to try it. */
export function GatesPart({ article, gates, isDirty }: Props) {
  const { gates: words } = useWords()
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
