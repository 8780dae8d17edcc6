import { type Conversation, type CopilotResult, plainWords, previewOf } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { Sparkles, Square, Tag } from 'lucide-react'
import { addTag, type Help, removeTag } from '../../api/copilot.ts'
import { getDrafts } from '../../api/drafts.ts'
import { useTimeline } from '../../api/timeline.ts'
import type { Words } from '../../i18n/en.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { AssistPanel } from '../../ui/Assist.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { MessageText } from '../../ui/Bubble.tsx'
import { Button } from '../../ui/Button.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { Points } from '../../ui/Points.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { lastInbound } from './entries.ts'

type Props = {
  conversation: Conversation
  help: Help
  onUse: (text: string) => void
  onAgain: () => void
  onStop: () => void
  onClose: () => void
}

/** What came of a task: proposed, never sent. What the member wrote stays until they take it. */
export function HelpPanel({ conversation, help, onUse, onAgain, onStop, onClose }: Props) {
  const words = useWords()
  const { copilot } = words
  const language = useLanguage()
  const { task, status, text, result } = help
  const why = faultOf(help, copilot)
  // Asked again, it would be as short.
  const isFailed = status === 'failed' && help.fault !== 'short_already'
  const into =
    result?.language && (task.task === 'translate' ? languageName(result.language, language) : null)
  return (
    <AssistPanel
      icon={Sparkles}
      title={copilot.titles[task.task]}
      detail={into ? copilot.into(into) : null}
      spoken={status === 'writing' ? copilot.writing : (why ?? `${copilot.titles[task.task]}: ${text}`)}
      onEscape={onClose}
      actions={
        <>
          {(status === 'done' || status === 'stopped') && (
            <Taking conversation={conversation} help={help} onUse={onUse} onClose={onClose} />
          )}
          {status === 'writing' && text !== '' && (
            <Button icon={Square} onClick={onStop}>
              {copilot.stop}
            </Button>
          )}
          {isFailed && <Button onClick={onAgain}>{copilot.again}</Button>}
          <Button variant="ghost" shortcut="Esc" onClick={onClose}>
            {status === 'writing' ? copilot.cancel : copilot.discard}
          </Button>
        </>
      }
    >
      {status === 'writing' && text === '' && <Text tone="muted">{copilot.writing}</Text>}
      {text !== '' &&
        status !== 'failed' &&
        (task.task === 'summarise' ? <Points text={text} /> : <MessageText>{text}</MessageText>)}
      {why && (
        <Text as="p" size="sm" tone={isFailed ? 'fail' : 'wait'}>
          {isFailed ? `${why} ${copilot.kept}` : why}
        </Text>
      )}
      {status === 'stopped' && <Remark>{copilot.stopped}</Remark>}
      {result && <Remarks result={result} isSummary={task.task === 'summarise'} />}
    </AssistPanel>
  )
}

/** Why there is nothing to take; null when there is. */
function faultOf({ status, fault, message, result, task }: Help, words: Words['copilot']): string | null {
  if (status === 'failed') return fault ? words.faults[fault] : (message ?? words.faults.cut)
  if (result?.handoff) {
    const reasons: Record<string, string> = words.handoffs
    return `${words.handoff} ${reasons[result.handoff] ?? ''}`.trim()
  }
  return task.task === 'suggest_tags' && result?.tags.length === 0 ? words.noTags : null
}

/** What a member has to know before they take it. */
function Remarks({ result, isSummary }: { result: CopilotResult; isSummary: boolean }) {
  const { copilot } = useWords()
  const { sources, isInternal, mode, lost, added, heard } = result
  const titles = [...new Set(sources.map(({ title }) => title))]
  return (
    <>
      {isInternal && <Remark>{copilot.internal}</Remark>}
      {lost.length > 0 && <Remark>{copilot.lost(lost.join(', '))}</Remark>}
      {added.length > 0 && <Remark>{(isSummary ? copilot.unsaid : copilot.added)(added.join(', '))}</Remark>}
      {heard.map((by) => (
        <Remark key={by}>{copilot.heard[by]}</Remark>
      ))}
      {titles.length > 0 && (
        <Inline gap={1} isWrapping>
          <Text size="xs" tone="faint">
            {copilot.sources}
          </Text>
          {titles.map((title) => (
            <Badge key={title} title={plainWords(sources.find((one) => one.title === title)?.quote ?? '')}>
              {title}
            </Badge>
          ))}
        </Inline>
      )}
      {mode === 'quoting' && result.text !== '' && (
        <Text as="p" size="xs" tone="faint">
          {copilot.quoted}
        </Text>
      )}
    </>
  )
}

function Remark({ children }: { children: string }) {
  return (
    <Text as="p" size="sm" tone="wait">
      {children}
    </Text>
  )
}

type TakingProps = Pick<Props, 'conversation' | 'help' | 'onUse' | 'onClose'>

/** What can be done with it. */
function Taking({ conversation, help, onUse, onClose }: TakingProps) {
  const { copilot } = useWords()
  const { task, text, result } = help
  if (task.task === 'suggest_tags') {
    const left = (result?.tags ?? []).filter((tag) => !conversation.tags.includes(tag))
    return left.map((tag) => (
      <Button key={tag} icon={Tag} onClick={() => void takeTag(conversation.id, tag, copilot)}>
        {copilot.addTag(tag)}
      </Button>
    ))
  }
  if (task.task === 'draft' && result?.handoff) return <NoDraft conversation={conversation} />
  if (text === '') return null
  if (task.task !== 'summarise') {
    return (
      <Button variant="primary" onClick={() => onUse(text)}>
        {copilot.use}
      </Button>
    )
  }
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => toast({ tone: 'plain', title: copilot.copied }))
  return (
    <>
      <Button
        onClick={() => {
          noteDown(conversation.id, text, copilot)
          onClose()
        }}
      >
        {copilot.toNote}
      </Button>
      <Button onClick={copy}>{copilot.copy}</Button>
    </>
  )
}

/** Where the articles say too little, the next one who asks may be answered. */
function NoDraft({ conversation: { id } }: Pick<Props, 'conversation'>) {
  const { answers } = useWords()
  const items = useTimeline(id).data?.items ?? []
  const asked = lastInbound(items)
  if (!asked) return null
  return (
    <Link
      to="/knowledge/articles/$articleId"
      params={{ articleId: 'new' }}
      search={{ title: previewOf(asked.content), kind: 'faq', from: id }}
      className={BUTTON_LINK}
    >
      {answers.openQuestion.write}
    </Link>
  )
}

/** Below what the note has already. */
function noteDown(conversationId: string, text: string, words: Words['copilot']) {
  const drafts = getDrafts()
  const before = drafts.get(conversationId, 'note')
  drafts.set(conversationId, 'note', before === '' ? text : `${before}\n\n${text}`)
  const undo = () => drafts.set(conversationId, 'note', before)
  toast({ tone: 'plain', title: words.noted, undo })
}

async function takeTag(conversationId: string, tag: string, words: Words['copilot']) {
  const refused = (error: unknown) => toast({ tone: 'fail', title: explainError(error) })
  try {
    await addTag(conversationId, tag)
    const undo = () => void removeTag(conversationId, tag).catch(refused)
    toast({ tone: 'plain', title: words.tagged(tag), undo })
  } catch (error) {
    refused(error)
  }
}

function languageName(tag: string, inLanguage: string): string {
  return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag
}
