import type { Article } from '@hilo/protocol'
import { useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Difference } from '../../ui/Difference.tsx'
import { useNow } from '../../ui/now.ts'
import { Column } from '../../ui/Page.tsx'
import { Strip, StripText } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { diffLines, withoutSame } from './diff-lines.ts'
import { asText } from './draft.ts'
import type { Editing } from './use-editing.ts'

type Props = { article: Article | null; editing: Editing }

/** What the writer has to know of what is on the page: somebody else saved, or it was kept from before. */
export function EditNotices({ article, editing }: Props) {
  const { knowledge: words } = useWords()
  if (article && editing.isOvertaken) return <Overtaken article={article} editing={editing} />
  if (!editing.wasKept) return null
  return (
    <Strip>
      <StripText badge={null} title={words.kept} detail={words.keptDetail} />
      <Button onClick={editing.discard}>{words.discard}</Button>
    </Strip>
  )
}

function Overtaken({ article, editing }: { article: Article; editing: Editing }) {
  const { knowledge: words, backends, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const [isShown, setShown] = useState(false)
  const { by } = article.newest
  const who = by?.name ?? backends.unknownActor
  return (
    <div role="alert">
      <Strip tone="wait">
        <StripText
          badge={null}
          title={words.overtaken(who, relativeTime(article.changedAt, now, time))}
          detail={words.overtakenDetail}
        />
        <Inline isWrapping>
          <Button onClick={() => setShown(!isShown)}>
            {isShown ? words.hideChanges : words.showChanges}
          </Button>
          <Button hint={words.keepMineHint} onClick={editing.insist}>
            {words.keepMine}
          </Button>
          <Button hint={words.takeTheirsHint} onClick={editing.discard}>
            {words.takeTheirs}
          </Button>
        </Inline>
      </Strip>
      {isShown && (
        <Column isWide>
          <Difference
            label={words.differenceTheirs(who, fullTime(article.changedAt, language))}
            parts={withoutSame(diffLines(asText(editing.saved), asText(editing.words)))}
            skipped={words.skipped}
          />
        </Column>
      )}
    </div>
  )
}
