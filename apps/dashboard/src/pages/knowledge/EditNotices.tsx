import type { Article } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Difference } from '../../ui/Difference.tsx'
import { useNow } from '../../ui/now.ts'
import { Overtaken } from '../../ui/Overtaken.tsx'
import { Column } from '../../ui/Page.tsx'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { GateRefusal } from '../ai-tests/GateRefusal.tsx'
import { diffLines, withoutSame } from './diff-lines.ts'
import { useAsText } from './use-as-text.ts'
import type { Editing } from './use-editing.ts'

type Props = { article: Article | null; editing: Editing }

/** What the writer has to know of what is on the page: somebody else saved, or it was kept from before. */
export function EditNotices({ article, editing }: Props) {
  const { knowledge: words } = useWords()
  if (article && editing.isOvertaken) return <OvertakenNotice article={article} editing={editing} />
  if (editing.held) {
    return (
      <Strip>
        <GateRefusal error={editing.held} />
      </Strip>
    )
  }
  if (!editing.wasKept) return null
  const { isAdded } = editing
  return (
    <Strip>
      <StripText
        badge={null}
        title={isAdded ? words.added : words.kept}
        detail={isAdded ? words.addedDetail : words.keptDetail}
      />
      <Button onClick={editing.discard}>{words.discard}</Button>
    </Strip>
  )
}

function OvertakenNotice({ article, editing }: { article: Article; editing: Editing }) {
  const asText = useAsText()
  const { knowledge: words, backends, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const who = article.newest.by?.name ?? backends.unknownActor
  const title = words.overtaken(who, relativeTime(article.changedAt, now, time))
  return (
    <Overtaken title={title} words={words} editing={editing}>
      <Column isWide>
        <Difference
          label={words.differenceTheirs(who, fullTime(article.changedAt, language))}
          parts={withoutSame(diffLines(asText(editing.saved), asText(editing.words)))}
          skipped={words.skipped}
        />
      </Column>
    </Overtaken>
  )
}
