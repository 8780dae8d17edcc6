import type { Source } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { Globe, Upload } from 'lucide-react'
import { sendSourceFiles } from '../../api/source-files.ts'
import { useSources } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { DropArea } from '../../ui/DropArea.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { useNow } from '../../ui/now.ts'
import { ITEM_LINK } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { useReadOnlyReason } from '../backends/read-only.ts'
import { ListPage } from '../list/ListPage.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import { FILES, STATUS_TONES } from './status.ts'
import { Uploads } from './Uploads.tsx'

/** The files, pages and sites that knowledge is taken from. Files can be dropped anywhere on it. */
export function SourcesPage() {
  const { sources: words } = useWords()
  const list = useSources()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const actions = (
    <Inline isWrapping>
      <FileButton
        icon={Upload}
        accept={FILES}
        isSeveral
        disabledReason={readOnly}
        onFiles={(files) => void sendSourceFiles(files)}
      >
        {words.upload}
      </FileButton>
      <Button
        icon={Globe}
        variant="primary"
        disabledReason={readOnly}
        onClick={() => void navigate({ to: '/knowledge/sources/new' })}
      >
        {words.add}
      </Button>
    </Inline>
  )
  return (
    <DropArea hint={words.drop} isOff={readOnly !== null} onFiles={(files) => void sendSourceFiles(files)}>
      <ListPage
        words={words}
        list={list}
        action={actions}
        intro={words.intro}
        row={(source) => <SourceItem key={source.id} source={source} />}
      >
        <Uploads />
      </ListPage>
    </DropArea>
  )
}

function SourceItem({ source }: { source: Source }) {
  const { sources: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { id, name, origin, url, filename, articles, lastImport, nextAt } = source
  const said = [
    words.articles(articles, articles.toLocaleString(language)),
    lastImport?.endedAt && words.readAt(relativeTime(lastImport.endedAt, now, time)),
    nextAt && words.nextAt(relativeTime(nextAt, now, time)),
  ]
  return (
    <li>
      <Link to="/knowledge/sources/$sourceId" params={{ sourceId: id }} className={ITEM_LINK}>
        <Stack gap={1}>
          <Inline isWrapping>
            <Text isStrong isBroken>
              {name}
            </Text>
            <Badge>{words.origins[origin]}</Badge>
            {lastImport && (
              <Badge tone={STATUS_TONES[lastImport.status]}>{words.statuses[lastImport.status]}</Badge>
            )}
          </Inline>
          {(url ?? filename) !== name && (
            <Text size="sm" tone="muted" isBroken>
              {url ?? filename}
            </Text>
          )}
          {lastImport?.reason && (
            <Text size="sm" tone="fail">
              {words.reasons[lastImport.reason]}
            </Text>
          )}
        </Stack>
        {lastImport?.status === 'running' ? (
          <ImportProgress of={lastImport} />
        ) : (
          <Text size="sm" tone="muted">
            {said.filter(Boolean).join(', ')}
          </Text>
        )}
      </Link>
    </li>
  )
}
