import type { Source } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { Globe, Upload } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useSources } from '../../api/sources.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { DropArea } from '../../ui/DropArea.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, ITEM_LINK, Rows } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { KnowledgePane } from '../knowledge/KnowledgePane.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import { FILES, reasonTone, STATUS_TONES } from './status.ts'
import { UploadDialog } from './UploadDialog.tsx'
import { Uploads } from './Uploads.tsx'

/** The files, pages and sites that knowledge is taken from. Files can be dropped anywhere on it. */
export function SourcesPage() {
  const { sources: words } = useWords()
  const { data, error, isPending, refetch } = useSources()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const [files, setFiles] = useState<readonly File[]>([])
  const actions = (
    <Inline isWrapping>
      <FileButton icon={Upload} accept={FILES} isSeveral disabledReason={readOnly} onFiles={setFiles}>
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
    <KnowledgePane tab="sources" action={data && data.length > 0 && actions}>
      <DropArea hint={words.drop} isOff={readOnly !== null} onFiles={setFiles}>
        <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
        {data?.length === 0 && (
          <EmptyState title={words.emptyTitle} body={words.emptyBody} action={actions} />
        )}
        {data && data.length > 0 && (
          <PaneBody>
            <Column>
              <Text as="p" size="sm" tone="muted">
                {words.intro}
              </Text>
              <Rows label={words.title}>
                {data.map((source) => (
                  <SourceItem key={source.id} source={source} />
                ))}
              </Rows>
            </Column>
          </PaneBody>
        )}
        <Uploads />
        {files.length > 0 && <UploadDialog files={files} onClose={() => setFiles([])} />}
      </DropArea>
    </KnowledgePane>
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
            <Text size="sm" tone={reasonTone(lastImport)}>
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
