import type { Source, SourcePublication } from '@hilo/protocol'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useCancelPublication } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { Part } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { Doing } from '../backends/Doing.tsx'
import { newsOf, publicationProgress } from './publication.ts'
import { WaitingDrafts } from './WaitingDrafts.tsx'

/** What of a source answers nobody yet, the way to publish all of it, and how that goes or went. */
export function PublicationPart({ source }: { source: Source }) {
  const { sources: words } = useWords()
  const news = newsOf(source)
  const isRunning = news?.status === 'running'
  if (source.drafts === 0 && news === null) return null
  return (
    <Part title={words.publication.title}>
      {isRunning && <Running of={news} source={source} />}
      {news && !isRunning && <Ended of={news} />}
      {!isRunning && source.drafts > 0 && <WaitingDrafts source={source} />}
    </Part>
  )
}

type Props = { of: SourcePublication }

function Running({ of, source }: Props & { source: Source }) {
  const { publication: words } = useWords().sources
  const language = useLanguage()
  const readOnly = useReadOnlyReason()
  const cancel = useCancelPublication(source.id)
  const { done, all } = publicationProgress(of)
  return (
    <Stack gap={1}>
      <Text size="sm" tone="muted">
        {words.progress(done.toLocaleString(language), all.toLocaleString(language))}
      </Text>
      <Bar whole={1} part={done / all} />
      <Inline>
        <Button disabledReason={readOnly} onClick={() => cancel.mutate(undefined, { onError: sayRefused })}>
          {words.cancel}
        </Button>
      </Inline>
    </Stack>
  )
}

/** What it came to, in one sentence, and why it did not come to its end. */
function Ended({ of }: Props) {
  const { publication: words } = useWords().sources
  const language = useLanguage()
  const { status, reason, counts, endedAt, by } = of
  const { done, all } = publicationProgress(of)
  const said = (['published', 'rewritten', 'empty', 'gone'] as const)
    .filter((key) => key === 'published' || counts[key] > 0)
    .map((key) => words.counts[key](counts[key], counts[key].toLocaleString(language)))
  const left = all - done
  const rest = left > 0 ? [words.left(left, left.toLocaleString(language))] : []
  const isWhole = status === 'done' && counts.published === all
  return (
    <div role="status">
      {status === 'cancelled' && <Text as="p">{words.cancelled}</Text>}
      {reason && (
        <Text as="p" tone="fail">
          {words.reasons[reason]}
        </Text>
      )}
      <Text as="p" tone={isWhole ? 'done' : 'wait'}>
        {`${[...said, ...rest].join(', ')}.`}
      </Text>
      <Doing at={endedAt} by={by} />
    </div>
  )
}
