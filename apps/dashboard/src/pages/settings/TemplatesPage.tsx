import { type ContractReturns, fillTemplate, type Template } from '@hilo/protocol'
import { RefreshCw } from 'lucide-react'
import type { endpoints } from '../../api/endpoints.ts'
import { useInboxes } from '../../api/session.ts'
import { useSyncTemplates, useTemplates } from '../../api/templates.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { LoadingRows } from '../backends/LoadingRows.tsx'
import { sayRefused } from '../backends/refusal.ts'
import { TemplateView } from '../conversation/TemplateView.tsx'

type Inbox = ContractReturns<typeof endpoints.listInboxes>['inboxes'][number]

const TONES: Record<string, Tone> = { approved: 'done', pending: 'wait', paused: 'wait' }
const QUALITY: Record<string, Tone> = { green: 'done', yellow: 'wait', red: 'fail' }

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
      {isPending && <LoadingRows label={words.title} />}
      {error && !data && (
        <ErrorState title={inboxWords.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {numbers?.length === 0 && <EmptyState title={words.noInboxTitle} body={words.noInboxBody} />}
      {numbers && numbers.length > 0 && (
        <PaneBody>
          <Column>
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
  const { templates: words, time } = useWords()
  const now = useNow()
  const { data, error, isPending, refetch } = useTemplates(inbox.id)
  const sync = useSyncTemplates(inbox.id)
  const synced = data?.syncedAt ? words.synced(relativeTime(data.syncedAt, now, time)) : words.neverSynced
  return (
    <Part
      title={inbox.name}
      aside={
        <Inline isWrapping>
          <Text size="sm" tone="muted">
            {data && synced}
          </Text>
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
      {data?.failure && (
        <Text size="sm" tone="fail">
          {words.failed(data.failure)}
        </Text>
      )}
      {isPending && <LoadingRows label={words.title} />}
      {error && !data && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data?.templates.length === 0 && <EmptyState title={words.none} body={words.noneBody} />}
      {data && data.templates.length > 0 && (
        <Rows label={inbox.name}>
          {data.templates.map((template) => (
            <TemplateRow key={template.id} template={template} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

function TemplateRow({ template }: { template: Template }) {
  const { templates: words } = useWords()
  const { name, language, status, category, quality, reason, definition } = template
  const content = fillTemplate(template, definition, { values: definition.examples })
  return (
    <ItemRow
      below={
        <Disclosure summary={words.preview}>
          <Stack gap={1} pad={2}>
            {definition.header && definition.header.type !== 'text' && (
              <Text size="sm" tone="muted">
                {words.fields[definition.header.type]}
              </Text>
            )}
            <TemplateView content={content} media={null} />
          </Stack>
        </Disclosure>
      }
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {name}
        </Text>
        <Badge>{language}</Badge>
        <Badge tone={TONES[status] ?? 'fail'}>{words.statuses[status] ?? status}</Badge>
        <Badge>{words.categories[category] ?? category}</Badge>
        {quality && <Badge tone={QUALITY[quality] ?? 'plain'}>{words.quality[quality] ?? quality}</Badge>}
      </Inline>
      {reason && (
        <Text size="sm" tone="fail">
          {words.reason(reason)}
        </Text>
      )}
    </ItemRow>
  )
}
