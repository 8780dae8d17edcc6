import type { AiTool } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { Wrench } from 'lucide-react'
import { useState } from 'react'
import { useAiTools, useBackendTools, useRemoveTool } from '../../api/ai-tools.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Column, ItemRow, Rows } from '../../ui/Page.tsx'
import { HeaderRow, Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from '../ai/AiTabs.tsx'
import { Doing } from '../backends/Doing.tsx'
import { BackendToolsPart } from './BackendToolsPart.tsx'

/** What AI may have done: requests to services of the org, and what its micro-backends declare. */
export function ToolsPage() {
  const { tools: words, toolCalls } = useWords()
  const [list, code] = [useAiTools(), useBackendTools()]
  const navigate = useNavigate()
  const readOnly = useReadOnlyReason()
  const add = (
    <Button
      icon={Wrench}
      variant="primary"
      disabledReason={readOnly}
      onClick={() => void navigate({ to: '/settings/ai/tools/$toolId', params: { toolId: 'new' } })}
    >
      {words.add}
    </Button>
  )
  const calls = (
    <Link to="/settings/ai/tool-calls" className={BUTTON_LINK}>
      {toolCalls.title}
    </Link>
  )
  const both = {
    data: list.data && code.data && { tools: list.data, declared: code.data },
    error: list.error ?? code.error,
    isPending: list.isPending || code.isPending,
    refetch: () => Promise.all([list.refetch(), code.refetch()]),
  }
  // Where micro-backends have tools the page is not empty.
  const isEmpty = both.data?.tools.length === 0 && both.data.declared.length === 0
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader tabs={<AiTabs value="tools" />}>
        <HeaderRow>
          <Text as="h1" isStrong>
            {words.title}
          </Text>
        </HeaderRow>
      </PaneHeader>
      <Awaited {...both} label={words.title} failed={words.error} />
      {isEmpty && (
        <EmptyState
          title={words.emptyTitle}
          body={words.emptyBody}
          action={
            <Inline isWrapping>
              {add}
              {calls}
            </Inline>
          }
        />
      )}
      {both.data && !isEmpty && (
        <PaneBody>
          <Column>
            <Text as="p" size="sm" tone="muted">
              {words.body}
            </Text>
            <Inline isWrapping>
              {add}
              {calls}
            </Inline>
            {both.data.tools.length > 0 && (
              <Rows label={words.title}>
                {both.data.tools.map((tool) => (
                  <ToolRow key={tool.id} tool={tool} />
                ))}
              </Rows>
            )}
            {both.data.declared.length > 0 && <BackendToolsPart tools={both.data.declared} />}
          </Column>
        </PaneBody>
      )}
    </Pane>
  )
}

function ToolRow({ tool }: { tool: AiTool }) {
  const { tools: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [isRemoving, setRemoving] = useState(false)
  const { title, name, method, url, confirmation, assurance, isEnabled } = tool
  return (
    <ItemRow
      end={
        <>
          <Link
            to="/settings/ai/tools/$toolId"
            params={{ toolId: tool.id }}
            aria-label={words.changeOf(title)}
            className={BUTTON_LINK}
          >
            {words.change}
          </Link>
          <Button
            aria-label={words.removeOf(title)}
            disabledReason={readOnly}
            onClick={() => setRemoving(true)}
          >
            {words.remove}
          </Button>
        </>
      }
      below={isRemoving && <RemoveDialog tool={tool} onClose={() => setRemoving(false)} />}
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {title}
        </Text>
        <Text size="sm" tone="muted" isMono>
          {name}
        </Text>
        {!isEnabled && <Badge>{words.off}</Badge>}
      </Inline>
      <Text size="sm" tone="muted" isMono isBroken>{`${method} ${url}`}</Text>
      <Inline isWrapping gap={1}>
        <Badge tone={confirmation === 'none' ? 'wait' : 'plain'}>{words.confirmations[confirmation]}</Badge>
        {assurance !== 'anyone' && <Badge>{words.assurances[assurance]}</Badge>}
      </Inline>
      <Doing at={tool.changedAt} by={tool.changedBy} />
    </ItemRow>
  )
}

function RemoveDialog({ tool, onClose }: { tool: AiTool; onClose: () => void }) {
  const { tools: words, apiKeys, shortcuts } = useWords()
  const remove = useRemoveTool()
  return (
    <Confirm
      title={words.removeTitle(tool.title)}
      body={words.removeBody}
      action={words.remove}
      cancel={apiKeys.cancel}
      closeLabel={shortcuts.close}
      error={remove.error && explainError(remove.error)}
      onConfirm={() => remove.mutate(tool.name, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
