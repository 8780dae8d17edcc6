import type { ContractReturns } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { Plus, RefreshCw } from 'lucide-react'
import type { endpoints } from '../../api/endpoints.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useInboxes } from '../../api/session.ts'
import { useSyncTemplates, useTemplateFigures, useTemplates } from '../../api/templates.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { useReason } from '../../i18n/reason.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, Part, Rows } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { editorOf, TemplateRow } from '../templates/TemplateRow.tsx'

type Inbox = ContractReturns<typeof endpoints.listInboxes>['inboxes'][number]

/** The templates of each WhatsApp number: what may be sent, and what became of the rest. */
export function TemplatesPage() {
  const { templates: words, inboxes: inboxWords } = useWords()
  const { data, error, isPending, refetch } = useInboxes()
  const numbers = data?.filter(({ channel }) => channel === 'whatsapp')
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader>
        <Text as="h1" isStrong>
          {words.title}
        </Text>
      </PaneHeader>
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={inboxWords.error} />
      {numbers?.length === 0 && <EmptyState title={words.noInboxTitle} body={words.noInboxBody} />}
      {numbers && numbers.length > 0 && (
        <PaneBody>
          <Column>
            <Text as="p" size="sm" tone="muted">
              {words.intro}
            </Text>
            {numbers.map((inbox) => (
              <InboxPart key={inbox.id} inbox={inbox} />
            ))}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function InboxPart({ inbox }: { inbox: Inbox }) {
  const { templates: words, time, writeTemplate } = useWords()
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const now = useNow()
  const told = useReason()
  const { data, error, isPending, refetch } = useTemplates(inbox.id)
  const figures = useTemplateFigures(inbox.id)
  const sync = useSyncTemplates(inbox.id)
  const synced = data?.syncedAt ? words.synced(relativeTime(data.syncedAt, now, time)) : words.neverSynced
  return (
    <Part
      title={inbox.name}
      aside={
        <Inline isWrapping>
          <Button
            icon={Plus}
            disabledReason={readOnly}
            onClick={() => void navigate(editorOf(inbox.id, 'new'))}
          >
            {writeTemplate.create}
          </Button>
          <Button
            icon={RefreshCw}
            disabledReason={sync.isPending && words.syncing}
            onClick={() => sync.mutate(undefined, { onError: sayRefused })}
          >
            {words.sync}
          </Button>
        </Inline>
      }
    >
      <Text as="p" size="sm" tone="muted">
        {data ? synced : words.loading}
      </Text>
      {data?.failure && (
        <Text size="sm" tone="fail">
          {words.failed(told(data.failure, data.failureEs))}
        </Text>
      )}
      {figures.error && !figures.data && (
        <Text as="p" size="sm" tone="fail">
          {`${words.figures.error}: ${explainError(figures.error)}`}
        </Text>
      )}
      {isPending && <SkeletonItems count={3} label={words.title} />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data?.templates.length === 0 && <EmptyState title={words.none} body={words.noneBody} />}
      {data && data.templates.length > 0 && (
        <Rows label={inbox.name}>
          {data.templates.map((template) => (
            <TemplateRow
              key={template.id}
              template={template}
              figures={figures.data?.figures.find(
                ({ name, language }) => name === template.name && language === template.language,
              )}
              isCounting={figures.isPending}
            />
          ))}
        </Rows>
      )}
    </Part>
  )
}
