import { PAGE_OUTCOMES, type Source, type SourcePage } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type PageFilter, useSourcePages } from '../../api/sources.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Select } from '../../ui/Select.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { OUTCOME_TONES } from './status.ts'

const FILTERS: readonly PageFilter[] = [...PAGE_OUTCOMES, 'waiting']

/** Every page of a source with what became of it, and why. */
export function PagesPart({ source: { id, origin } }: { source: Source }) {
  const { sources: words } = useWords()
  const [filter, setFilter] = useState<PageFilter | ''>('')
  const pages = useSourcePages(id, filter === '' ? null : filter)
  const { data, error, isPending, hasNextPage, isFetchingNextPage } = pages
  const all = data?.pages.flatMap((part) => part.pages) ?? []
  const said = origin === 'file' ? words.ofFile : words
  const title = origin === 'file' ? words.parts : words.pages
  const options = FILTERS.map((value) => ({ value, label: said.outcomes[value] }))
  return (
    <Part
      title={title}
      aside={
        <Select
          label={words.filter}
          value={filter}
          options={[{ value: '', label: said.all }, ...options]}
          onChange={setFilter}
        />
      }
    >
      {isPending && <SkeletonItems count={3} label={title} />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void pages.refetch()} />
      )}
      {data && all.length === 0 && <EmptyState title={words.nothing} />}
      {all.length > 0 && (
        <Rows label={title}>
          {all.map((page) => (
            <PageRow key={page.id} page={page} isOfFile={origin === 'file'} />
          ))}
        </Rows>
      )}
      {hasNextPage && (
        <Inline>
          <Button
            disabledReason={isFetchingNextPage && words.more}
            onClick={() => void pages.fetchNextPage()}
          >
            {words.more}
          </Button>
        </Inline>
      )}
    </Part>
  )
}

function PageRow({ page, isOfFile }: { page: SourcePage; isOfFile: boolean }) {
  const { sources: words } = useWords()
  const { place, title, outcome, reason, detail, missed, articleId } = page
  const where = place === '' ? words.whole : place
  return (
    <ItemRow end={<Became page={page} isOfFile={isOfFile} />}>
      {articleId === null ? (
        <Text isBroken>{title ?? where}</Text>
      ) : (
        <Link to="/knowledge/articles/$articleId" params={{ articleId }} className={LONE_LINK}>
          <Text tone="accent" isBroken>
            {title ?? where}
          </Text>
        </Link>
      )}
      {title !== null && !isOfFile && (
        <Text size="sm" tone="muted" isBroken>
          {where}
        </Text>
      )}
      {reason && (
        <Text size="sm" tone={outcome === 'failed' ? 'fail' : 'wait'}>
          {words.reasons[reason]}
        </Text>
      )}
      {detail && (
        <Text size="xs" tone="muted" isBroken>
          {detail}
        </Text>
      )}
      {outcome === 'gone' && missed > 0 && (
        <Text size="sm" tone="muted">
          {words.missed(missed)}
        </Text>
      )}
    </ItemRow>
  )
}

/** What became of it. What waits to be published was taken too, yet answers nobody: it says only that. */
function Became({ page: { outcome, draft }, isOfFile }: { page: SourcePage; isOfFile: boolean }) {
  const { sources: words } = useWords()
  const said = isOfFile ? words.ofFile : words
  const shown = outcome ?? 'waiting'
  const isTold = draft !== null && (shown === 'taken' || shown === 'unchanged')
  if (isTold) return <Badge tone="wait">{words.pageDrafts[draft]}</Badge>
  return <Badge tone={OUTCOME_TONES[shown]}>{said.outcomes[shown]}</Badge>
}
