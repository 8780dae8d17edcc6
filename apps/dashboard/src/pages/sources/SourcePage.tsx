import type { Id, Source } from '@hilo/protocol'
import { Link, useParams } from '@tanstack/react-router'
import { useSource } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { HistoryPart } from './HistoryPart.tsx'
import { ImportPart } from './ImportPart.tsx'
import { PagesPart } from './PagesPart.tsx'
import { PublicationPart } from './PublicationPart.tsx'
import { SettingsPart } from './SettingsPart.tsx'
import { DeleteSource, SourceActions } from './SourceActions.tsx'
import { STATUS_TONES } from './status.ts'

/** One source, live: how its import goes, what was taken and what not and why, and what is set of it. */
export function SourcePage() {
  const { sources: words } = useWords()
  const { sourceId } = useParams({ from: '/app/knowledge/sources/$sourceId' })
  const { data, error, isPending, refetch } = useSource(sourceId as Id)
  const title = data?.name ?? words.title
  const status = data?.lastImport?.status
  return (
    <Pane kind="main" role="main" label={title}>
      <PageTitle page={title} />
      <PaneHeader>
        <Inline>
          <Link to="/knowledge/sources" className={BACK_LINK}>
            <BackMark label={words.back} />
          </Link>
          <Text as="h1" isStrong isTruncated>
            {title}
          </Text>
          {status && <Badge tone={STATUS_TONES[status]}>{words.statuses[status]}</Badge>}
        </Inline>
        {data && <DeleteSource source={data} />}
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {data && (
        <PaneBody>
          <Column>
            <About source={data} />
            <SourceActions source={data} />
            <PublicationPart source={data} />
            {data.lastImport && <ImportPart of={data.lastImport} isOfFile={data.origin === 'file'} />}
            <PagesPart source={data} />
            <SettingsPart key={data.id} source={data} />
            <HistoryPart source={data} />
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function About({ source }: { source: Source }) {
  const { sources: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { name, origin, url, filename, articles, nextAt } = source
  const said = [
    words.origins[origin],
    words.articles(articles, articles.toLocaleString(language)),
    nextAt && words.nextAt(relativeTime(nextAt, now, time)),
  ]
  return (
    <Stack gap={1}>
      {url && (
        <a href={url} target="_blank" rel="noreferrer" className={LONE_LINK}>
          <Text size="sm" tone="accent" isBroken>
            {url}
          </Text>
        </a>
      )}
      {filename && filename !== name && (
        <Text size="sm" isBroken>
          {filename}
        </Text>
      )}
      <Text as="p" size="sm" tone="muted">
        {said.filter(Boolean).join(', ')}
      </Text>
    </Stack>
  )
}
