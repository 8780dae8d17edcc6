import type { AiTool } from '@hilo/protocol'
import { Wrench } from 'lucide-react'
import { useState } from 'react'
import { useAiTools, useRemoveTool } from '../../api/ai-tools.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { AiTabs } from '../ai/AiTabs.tsx'
import { Doing } from '../backends/Doing.tsx'
import { useReadOnlyReason } from '../backends/read-only.ts'
import { ListPage } from '../list/ListPage.tsx'
import { ToolEditor } from './ToolEditor.tsx'

/** What AI may have done: requests to services of the org. */
export function ToolsPage() {
  const { tools: words } = useWords()
  const list = useAiTools()
  const [open, setOpen] = useState<AiTool | 'new' | null>(null)
  const readOnly = useReadOnlyReason()
  if (open) {
    return (
      <ToolEditor
        key={open === 'new' ? '' : open.id}
        tool={open === 'new' ? null : open}
        onClose={() => setOpen(null)}
      />
    )
  }
  const add = (
    <Button icon={Wrench} variant="primary" disabledReason={readOnly} onClick={() => setOpen('new')}>
      {words.add}
    </Button>
  )
  return (
    <ListPage
      words={words}
      list={list}
      action={add}
      tabs={<AiTabs value="tools" />}
      intro={words.body}
      row={(tool) => <ToolRow key={tool.id} tool={tool} onOpen={() => setOpen(tool)} />}
    />
  )
}

function ToolRow({ tool, onOpen }: { tool: AiTool; onOpen: () => void }) {
  const { tools: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [isRemoving, setRemoving] = useState(false)
  const { title, name, method, url, confirmation, assurance, isEnabled } = tool
  return (
    <ItemRow
      end={
        <>
          <Button aria-label={words.changeOf(title)} onClick={onOpen}>
            {words.change}
          </Button>
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
