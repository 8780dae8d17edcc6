import type { Conversation, Id } from '@hilo/protocol'
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react'
import { announceTyping } from '../../api/actions.ts'
import { type Attachment, attachments, useAttachments } from '../../api/attachments.ts'
import { useHelp } from '../../api/copilot.ts'
import { type DraftKind, useDraft } from '../../api/drafts.ts'
import { outbox } from '../../api/sending.ts'
import { useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { ComposerFrame, ComposerNotice } from '../../ui/ComposerFrame.tsx'
import { TOUCH } from '../../ui/media.ts'
import { useNow } from '../../ui/now.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { TabRow } from '../../ui/Tabs.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { ComposerFiles } from './ComposerFiles.tsx'
import { ComposerFoot } from './ComposerFoot.tsx'
import { HelpPanel } from './HelpPanel.tsx'
import { nameOf } from './name.ts'
import { Quoted, type QuotedMessage } from './Quoted.tsx'
import { replaceDraft } from './replace-draft.ts'
import { isWindowClosed, type Refusal, useRefusal } from './reply-rule.ts'
import { TakeThread } from './TakeThread.tsx'
import { TemplateComposer } from './TemplateComposer.tsx'

type Props = {
  conversation: Conversation
  quoted: QuotedMessage | null
  onQuote: (quoted: QuotedMessage | null) => void
}

const TYPING_EVERY_MS = 8_000

/** What the tab is for. */
type Kind = DraftKind | 'template'

/**
 * Where replies, templates and notes are written. Once the window is closed, a reply is a template: nothing
 * else may be sent.
 */
export function Composer({ conversation, quoted, onQuote }: Props) {
  const { templates: words, channels, time } = useWords()
  const now = useNow()
  const { kind, setKind, field, focusSoon } = useComposerFocus()
  const isClosed = isWindowClosed(conversation, now)
  const hasTemplates = conversation.inbox.channel === 'whatsapp' && conversation.status === 'open'
  const isTemplate = hasTemplates && (kind === 'template' || (kind === 'reply' && isClosed))
  const shown = isTemplate ? 'template' : kind === 'template' ? 'reply' : kind
  const kinds: Kind[] = [
    ...(isClosed && hasTemplates ? [] : ['reply' as const]),
    ...(hasTemplates ? ['template' as const] : []),
    'note',
  ]
  const tabs = <Tabs kind={shown} kinds={kinds} onChange={(next) => focusSoon(next, setKind)} />
  if (shown === 'template') {
    const { windowClosesAt, inbox } = conversation
    const when = relativeTime(windowClosesAt ?? '', now, time)
    return (
      <TemplateComposer
        conversation={conversation}
        tabs={tabs}
        notice={isClosed ? words.windowClosed(channels[inbox.channel], when) : null}
        onSent={() => setKind('reply')}
      />
    )
  }
  return <Writer {...{ conversation, quoted, onQuote, tabs, field }} kind={shown} />
}

type WriterProps = Props & { kind: DraftKind; tabs: ReactNode; field: RefObject<HTMLTextAreaElement | null> }

/**
 * Replies and notes. The two are sent by different keys, so that a note pasted into the wrong tab is not sent
 * to the contact by habit.
 */
function Writer({ conversation, quoted, onQuote, kind, tabs, field }: WriterProps) {
  const words = useWords()
  const [text, setText] = useDraft(conversation.id, kind)
  const refusal = useRefusal(conversation, kind, quoted)
  const attached = useAttachments(conversation.id)
  const files = kind === 'reply' ? attached : []
  const missing = useMissing(text, files)
  const announce = useTypingAnnouncement(conversation.id, kind)
  const { help, start, stop, clear } = useHelp(conversation.id)
  const draft = () => kind === 'reply' && !refusal && void start({ task: 'draft' })
  useShortcuts([{ key: 'd', label: words.copilot.draft, run: draft }])

  function send() {
    if (missing || refusal) return
    const sent = files.length > 0 ? attachments.take(conversation.id) : [undefined]
    for (const [at, file] of sent.entries()) {
      const words = at === 0 ? text.trim() : ''
      const replyTo = at === 0 && kind === 'reply' ? quoted : null
      outbox.add({ conversationId: conversation.id, kind, text: words, file, replyTo })
    }
    setText('')
    onQuote(null)
  }

  function use(proposed: string) {
    replaceDraft({ conversationId: conversation.id, kind, text: proposed, title: words.copilot.used })
    clear()
    field.current?.focus()
  }

  function attach(added: readonly File[]) {
    attachments.add(conversation.id, added)
    field.current?.focus()
  }

  return (
    <ComposerFrame
      kind={kind}
      label={words.composer.label}
      dropHint={words.composer.dropHere}
      onFiles={kind === 'reply' && !refusal && quoted?.way !== 'public' ? attach : null}
      tabs={tabs}
      foot={
        <ComposerFoot
          conversation={conversation}
          kind={kind}
          missing={missing}
          text={text}
          onHelp={(task) => void start(task)}
          refusal={refusal}
          isPublic={kind === 'reply' && quoted?.way === 'public'}
          onFiles={attach}
          onSend={send}
        />
      }
    >
      {kind === 'reply' && quoted && <Quoted quoted={quoted} onChange={onQuote} />}
      {help && kind === 'reply' && (
        <HelpPanel
          {...{ conversation, help }}
          onUse={use}
          onAgain={() => void start(help.task)}
          onStop={stop}
          onClose={() => {
            clear()
            field.current?.focus()
          }}
        />
      )}
      <ComposerFiles conversationId={conversation.id} files={files} />
      <Field
        {...{ conversation, kind, field, refusal, text }}
        onText={(next) => {
          setText(next)
          announce()
        }}
        onSend={send}
      />
    </ComposerFrame>
  )
}

type FieldProps = Pick<WriterProps, 'conversation' | 'kind' | 'field'> & {
  refusal: Refusal | null
  text: string
  onText: (text: string) => void
  onSend: () => void
}

/** The text itself, or why none can be written. */
function Field({ conversation, kind, field, refusal, text, onText, onSend }: FieldProps) {
  const words = useWords()
  const { composer } = words
  if (refusal) {
    return (
      <ComposerNotice
        title={refusal.title}
        action={refusal.isHeld && <TakeThread conversation={conversation} />}
      >
        {refusal.body}
      </ComposerNotice>
    )
  }
  const isNote = kind === 'note'
  return (
    <TextArea
      ref={field}
      label={isNote ? composer.note : composer.reply}
      placeholder={isNote ? composer.notePlaceholder : composer.replyPlaceholder(nameOf(conversation, words))}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => handleKey(event, kind, onSend)}
    />
  )
}

type TabsProps = { kind: Kind; kinds: readonly Kind[]; onChange: (kind: Kind) => void }

function Tabs({ kind, kinds, onChange }: TabsProps) {
  const { composer, templates } = useWords()
  const labels = { reply: composer.reply, template: templates.tab, note: composer.note }
  const options = kinds.map((value) => ({ value, label: labels[value] }))
  return (
    <TabRow
      label={composer.label}
      value={kind}
      options={options}
      onChange={onChange}
      tone={kind === 'note' ? 'note' : 'plain'}
    />
  )
}

// Enter sends a reply; Ctrl+Enter or Cmd+Enter adds a note. Neither key does the other's work.
function handleKey(event: KeyboardEvent<HTMLTextAreaElement>, kind: DraftKind, send: () => void) {
  if (event.key === 'Escape') {
    event.preventDefault()
    event.currentTarget.blur()
    return
  }
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  const withModifier = event.ctrlKey || event.metaKey
  const isTouch = window.matchMedia(TOUCH).matches
  if (kind === 'note' ? withModifier : !withModifier && !isTouch) {
    event.preventDefault()
    send()
  }
}

/** What has to happen before it can be sent; null when nothing has. */
function useMissing(text: string, files: readonly Attachment[]): string | null {
  const { composer } = useWords()
  if (files.some(({ state }) => state === 'failed')) return composer.removeRefused
  if (files.some(({ state }) => state === 'uploading')) return composer.waitForFiles
  return text.trim() === '' && files.length === 0 ? composer.empty : null
}

function useComposerFocus() {
  const words = useWords()
  const field = useRef<HTMLTextAreaElement>(null)
  const [kind, setKind] = useState<Kind>('reply')

  function focusSoon(next: Kind, change: (kind: Kind) => void) {
    change(next)
    requestAnimationFrame(() => field.current?.focus())
  }

  useShortcuts([
    { key: 'r', label: words.shortcuts.reply, run: () => focusSoon('reply', setKind) },
    { key: 'n', label: words.shortcuts.note, run: () => focusSoon('note', setKind) },
  ])
  return { kind, setKind, field, focusSoon }
}

function useTypingAnnouncement(conversationId: Id, kind: DraftKind) {
  const lastAt = useRef(0)
  return () => {
    if (kind === 'note' || Date.now() - lastAt.current < TYPING_EVERY_MS) return
    lastAt.current = Date.now()
    void announceTyping(conversationId)
  }
}
