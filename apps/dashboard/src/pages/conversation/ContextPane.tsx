import type { Attribute, Conversation, Id } from '@hilo/protocol'
import { BadgeCheck, X } from 'lucide-react'
import { useConversation } from '../../api/conversations.ts'
import { useInboxes, useMembers } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime, shortDuration } from '../../i18n/time.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { useNow } from '../../ui/now.ts'
import { Pane, PaneBody, PaneHeader, Section } from '../../ui/Pane.tsx'
import { SkeletonThread } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { RunPanel } from '../run/RunPanel.tsx'
import { HolderBadge } from './HolderBadge.tsx'
import { addressOf, namelessOf } from './name.ts'
import { PermissionSection } from './PermissionSection.tsx'
import { PrivacySection } from './PrivacySection.tsx'
import { openingOf } from './reply-rule.ts'
import { TagsSection } from './TagsSection.tsx'

/** Beside the thread: who the contact is, how they can be reached, and the run with its journal. */
export function ContextPane({ conversationId, onClose }: { conversationId: Id; onClose?: () => void }) {
  const words = useWords()
  const conversation = useConversation(conversationId)
  const inboxes = useInboxes()
  const inbox = inboxes.data?.find(({ id }) => id === conversation.data?.inbox.id)
  return (
    <Pane kind="side" role="complementary" label={words.context.label}>
      <PaneHeader>
        <Text isStrong>{words.context.label}</Text>
        {onClose && (
          <IconButton icon={X} label={words.thread.closeDetails} shortcut="Esc" onClick={onClose} />
        )}
      </PaneHeader>
      <PaneBody>
        {conversation.data && <ContactSection conversation={conversation.data} />}
        {conversation.data && <TagsSection conversation={conversation.data} />}
        {conversation.data && <KnownSection conversation={conversation.data} />}
        {conversation.data && <PermissionSection conversation={conversation.data} />}
        {conversation.data && (
          <RunPanel conversationId={conversationId} isExpected={inbox?.answersBy === 'backend'} />
        )}
        {conversation.data && <PrivacySection conversation={conversation.data} />}
        {conversation.isPending && <SkeletonThread label={words.context.label} />}
        {conversation.error && !conversation.data && (
          <ErrorState
            title={words.thread.error}
            reason={explainError(conversation.error)}
            onRetry={() => void conversation.refetch()}
          />
        )}
      </PaneBody>
    </Pane>
  )
}

function ContactSection({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const { contact, inbox, assigneeId, holder } = conversation
  const members = useMembers().data
  const channel = words.channels[inbox.channel]
  const assignee = members?.find(({ id }) => id === assigneeId)?.name
  return (
    <Section title={words.context.contact}>
      <Facts
        facts={[
          [words.context.name, contact.name ?? namelessOf(conversation, words)],
          [words.context.address, addressOf(conversation)],
          [words.context.signed, contact.signed && <SignedFact key="signed" signed={contact.signed} />],
          [words.context.language, contact.locale],
          [words.context.inbox, inbox.name === channel ? channel : `${inbox.name} (${channel})`],
          [words.context.window, <WindowFact key="window" conversation={conversation} />],
          [words.context.turn, <HolderBadge key="turn" holder={holder} />],
          [words.context.assignee, assigneeId ? assignee : words.context.nobody],
        ]}
      />
    </Section>
  )
}

/** What the site's own server says of them: nobody here has to ask who they are. */
function SignedFact({ signed: { externalId, email, at } }: Signed) {
  const words = useWords()
  const now = useNow()
  return (
    <>
      <Inline gap={1}>
        <BadgeCheck size={14} aria-hidden />
        {words.context.signedAs(externalId, relativeTime(at, now, words.time))}
      </Inline>
      {email && (
        <Text as="p" size="sm" tone="muted">
          {email}
        </Text>
      )}
    </>
  )
}

type Signed = { signed: NonNullable<Conversation['contact']['signed']> }

/** What micro-backends noted down of the contact. */
function KnownSection({ conversation: { contact } }: { conversation: Conversation }) {
  const words = useWords()
  const attributes = Object.entries(contact.attributes)
  if (attributes.length === 0) return null
  return (
    <Section title={words.context.known}>
      <Facts facts={attributes.map(([name, value]) => [name, shown(value, words.context)])} />
    </Section>
  )
}

function shown(value: Attribute, { yes, no }: { yes: string; no: string }): string {
  return typeof value === 'boolean' ? (value ? yes : no) : String(value)
}

function WindowFact({ conversation }: { conversation: Conversation }) {
  const { windowClosesAt, inbox } = conversation
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  // Who has only commented, or whose messages are all from before, has opened none.
  if (windowClosesAt === null) {
    return inbox.channel === 'web' ? words.context.windowNone : words.context.windowClosed
  }
  const left = Date.parse(windowClosesAt) - now
  const opening = openingOf(conversation, { words, language })
  return (
    <>
      {left > 0 ? words.context.windowOpen(shortDuration(left, words.time)) : words.context.windowClosed}
      {opening && (
        <Text as="p" size="sm" tone="muted">
          {opening}
        </Text>
      )}
    </>
  )
}
