import type { BackendTool } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { useRemoveBackendTool } from '../../api/ai-tools.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { Doing } from '../backends/Doing.tsx'

/** What the active versions of micro-backends declare for AI, and whether it may use that. */
export function BackendToolsPart({ tools }: { tools: readonly BackendTool[] }) {
  const { toolCalls: words } = useWords()
  return (
    <Part title={words.codeTools} intro={words.codeToolsBody}>
      <Rows label={words.codeTools}>
        {tools.map((tool) => (
          <BackendToolRow key={`${tool.backend} ${tool.name}`} tool={tool} />
        ))}
      </Rows>
    </Part>
  )
}

function BackendToolRow({ tool }: { tool: BackendTool }) {
  const { tools: toolWords, toolCalls: words } = useWords()
  const { backend, name, version, declared, settings } = tool
  const confirmation = settings?.confirmation ?? declared?.confirm
  return (
    <ItemRow end={declared ? <UseLink tool={tool} title={declared.title} /> : <RemoveButton tool={tool} />}>
      <Inline isWrapping>
        <Text isStrong isBroken>
          {declared?.title ?? name}
        </Text>
        <Text size="sm" tone="muted" isMono>
          {name}
        </Text>
        <ToolState tool={tool} />
      </Inline>
      <Text size="sm" tone="muted" isBroken>
        {declared && version ? words.ofVersion(backend, version) : words.dropped(backend)}
      </Text>
      {declared && confirmation && (
        <Inline isWrapping gap={1}>
          <Badge tone={confirmation === 'none' ? 'wait' : 'plain'}>
            {toolWords.confirmations[confirmation]}
          </Badge>
        </Inline>
      )}
      {tool.changed.length > 0 && tool.seenVersion && (
        <Text size="sm" tone="wait" isBroken>
          {words.changedSince(tool.seenVersion, tool.changed.map((field) => words.fields[field]).join(', '))}
        </Text>
      )}
      {tool.changedAt && <Doing at={tool.changedAt} by={tool.changedBy} />}
    </ItemRow>
  )
}

function ToolState({ tool: { declared, settings, changed } }: { tool: BackendTool }) {
  const { tools: toolWords, toolCalls: words } = useWords()
  if (!declared) return <Badge tone="fail">{words.gone}</Badge>
  if (!settings?.isEnabled) return <Badge>{toolWords.off}</Badge>
  return changed.length > 0 ? (
    <Badge tone="wait">{words.changed}</Badge>
  ) : (
    <Badge tone="done">{words.on}</Badge>
  )
}

function UseLink({ tool: { backend, name, settings }, title }: { tool: BackendTool; title: string }) {
  const { tools: toolWords, toolCalls: words } = useWords()
  return (
    <Link
      to="/settings/ai/tools/code/$backend/$name"
      params={{ backend, name }}
      aria-label={settings ? toolWords.changeOf(title) : words.setUpOf(title)}
      className={BUTTON_LINK}
    >
      {settings ? toolWords.change : words.setUp}
    </Link>
  )
}

function RemoveButton({ tool: { backend, name } }: { tool: BackendTool }) {
  const { tools: words } = useWords()
  const remove = useRemoveBackendTool()
  const readOnly = useReadOnlyReason()
  return (
    <Button
      aria-label={words.removeOf(name)}
      disabledReason={readOnly}
      onClick={() => remove.mutate({ backend, name }, { onError: sayRefused })}
    >
      {words.remove}
    </Button>
  )
}
