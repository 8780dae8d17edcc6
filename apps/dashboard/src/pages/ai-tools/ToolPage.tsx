import { useNavigate, useParams } from '@tanstack/react-router'
import { useAiTools } from '../../api/ai-tools.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Pane, PaneHeader } from '../../ui/Pane.tsx'
import { EmptyState, ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { ToolEditor } from './ToolEditor.tsx'

/** The page of one tool, under its id, or of one that is new. */
export function ToolPage() {
  const { toolId } = useParams({ from: '/app/settings/ai/tools/$toolId' })
  const navigate = useNavigate()
  const list = useAiTools()
  const close = () => void navigate({ to: '/settings/ai/tools' })
  const tool = list.data?.find(({ id }) => id === toolId)
  if (toolId === 'new') return <ToolEditor key="new" tool={null} onClose={close} />
  if (tool) return <ToolEditor key={tool.id} tool={tool} onClose={close} />
  return <NoTool list={list} onClose={close} />
}

type Props = { list: ReturnType<typeof useAiTools>; onClose: () => void }

function NoTool({ list: { error, isPending, refetch }, onClose }: Props) {
  const { tools: words, toolCalls } = useWords()
  return (
    <Pane kind="main" role="main" label={words.title}>
      <PageTitle page={words.title} />
      <PaneHeader>
        <Text as="h1" isStrong>
          {words.title}
        </Text>
      </PaneHeader>
      {isPending && <LoadingRows label={words.title} />}
      {error && (
        <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {!error && !isPending && (
        <EmptyState
          title={toolCalls.noSuchTool}
          body={toolCalls.noSuchToolBody}
          action={<Button onClick={onClose}>{words.back}</Button>}
        />
      )}
    </Pane>
  )
}
