import type { AnswerFigures } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { Part } from '../../ui/Page.tsx'

/** How many conversations AI resolved: what contacts said apart from what their silence may mean. */
export function ConversationsPart({ counts }: { counts: AnswerFigures['conversations'] }) {
  const { figures: words } = useWords().answers
  const language = useLanguage()
  const number = (count: number) => count.toLocaleString(language)
  const share = (count: number) => counts.count > 0 && words.percent(Math.round((100 * count) / counts.count))
  return (
    <Part title={words.conversations}>
      <Figures label={words.conversations}>
        <Figure name={words.conversations} hint={words.conversationsHint} value={number(counts.count)} />
        <Figure
          name={words.resolved}
          hint={words.resolvedHint}
          value={number(counts.confirmed)}
          note={share(counts.confirmed)}
        />
        <Figure
          name={words.maybeResolved}
          hint={words.maybeResolvedHint}
          value={number(counts.assumed)}
          note={share(counts.assumed)}
        />
        <Figure
          name={words.handedOver}
          hint={words.conversationsGivenHint}
          value={number(counts.handedOver)}
          note={share(counts.handedOver)}
        />
      </Figures>
    </Part>
  )
}
