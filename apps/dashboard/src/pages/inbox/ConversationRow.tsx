import type { Conversation } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { Hourglass, Timer } from 'lucide-react'
import { memo } from 'react'
import { useHasDraft } from '../../api/drafts.ts'
import { useMembers, useSession } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { relativeTime, shortDuration } from '../../i18n/time.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Sign, Spoken } from '../../ui/Frame.tsx'
import { ROW_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Row, RowLine } from '../../ui/Row.tsx'
import { Text } from '../../ui/Text.tsx'
import { ChannelIcon } from '../conversation/ChannelIcon.tsx'
import { HolderBadge } from '../conversation/HolderBadge.tsx'
import { nameOf } from '../conversation/name.ts'

type Props = { conversation: Conversation; isSelected: boolean; isCursor: boolean }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** One conversation in the list: who, what last, how long they wait, who has the turn. */
export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { conversation, isSelected, isCursor } = props
  const words = useWords()
  const name = nameOf(conversation, words)
  const isUnread = conversation.unread > 0
  return (
    <Link
      from="/inbox"
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      // The list stays as it is narrowed, until somebody changes that in its head.
      search={({ details: _, ...narrowed }) => narrowed}
      className={ROW_LINK}
      aria-current={isSelected ? 'true' : undefined}
    >
      <Row isSelected={isSelected} isCursor={isCursor} isUnread={isUnread} face={<Avatar name={name} />}>
        <RowLine end={<Age at={conversation.lastMessageAt} />}>
          <Text isStrong isTruncated>
            {name}
          </Text>
          <ChannelIcon channel={conversation.inbox.channel} />
          {isUnread && <Spoken>{words.list.unread(conversation.unread)}</Spoken>}
        </RowLine>
        <RowLine>
          <Preview conversation={conversation} />
        </RowLine>
        <RowLine
          end={
            <>
              <AssigneeFace conversation={conversation} />
              <WindowBadge conversation={conversation} />
            </>
          }
        >
          <HolderBadge holder={conversation.holder} />
          <WaitBadge conversation={conversation} />
        </RowLine>
      </Row>
    </Link>
  )
})

/** How long ago something was said last. */
function Age({ at }: { at: string }) {
  const words = useWords()
  const now = useNow()
  const label = words.list.last(relativeTime(at, now, words.time))
  return (
    <Text size="xs" tone="faint" title={label}>
      <Spoken>{label}</Spoken>
      <span aria-hidden>{shortDuration(now - Date.parse(at), words.time)}</span>
    </Text>
  )
}

function AssigneeFace({ conversation: { assigneeId } }: { conversation: Conversation }) {
  const { actions } = useWords()
  const assignee = useMembers().data?.find(({ id }) => id === assigneeId)
  if (!assignee) return null
  return (
    <Sign label={actions.assigned(assignee.name)}>
      <Avatar name={assignee.name} size="small" />
    </Sign>
  )
}

function Preview({ conversation }: { conversation: Conversation }) {
  const words = useWords()
  const hasDraft = useHasDraft(conversation.id)
  const { preview, unread } = conversation
  const by = useAuthorWord(preview)
  const said = preview?.file ? words.list.files[preview.file] : preview?.text
  return (
    <>
      {hasDraft && (
        <Text size="sm" tone="wait">
          {words.list.draft}
        </Text>
      )}
      <Text size="sm" tone={unread > 0 ? 'ink' : 'muted'} isTruncated>
        {[by, said].filter(Boolean).join(': ')}
      </Text>
    </>
  )
}

/** Who wrote last, unless it was the contact: oneself, a member by name, or what answers here. */
function useAuthorWord(preview: Conversation['preview']): string | null {
  const { authors, list } = useWords()
  const { member } = useSession()
  const members = useMembers().data
  if (!preview || preview.author === 'contact') return null
  if (preview.memberId === member.id) return list.you
  return members?.find(({ id }) => id === preview.memberId)?.name ?? authors[preview.author]
}

/** Since when the contact has waited: amber after a quarter of an hour, red after an hour. */
function WaitBadge({ conversation: { waitingSince } }: { conversation: Conversation }) {
  const words = useWords()
  const now = useNow()
  if (waitingSince === null) return null
  const waited = now - Date.parse(waitingSince)
  if (waited < MINUTE_MS) return null
  const tone: Tone = waited > HOUR_MS ? 'fail' : waited > 15 * MINUTE_MS ? 'wait' : 'plain'
  const time = shortDuration(waited, words.time)
  return (
    <Badge icon={Hourglass} tone={tone} title={words.list.waitingTitle(time)}>
      <Spoken>{words.list.waiting(time)}</Spoken>
      <span aria-hidden>{time}</span>
    </Badge>
  )
}

function WindowBadge({ conversation: { windowClosesAt, status } }: { conversation: Conversation }) {
  const words = useWords()
  const now = useNow()
  if (windowClosesAt === null || status === 'closed') return null
  const left = Date.parse(windowClosesAt) - now
  if (left <= 0) {
    return (
      <Text size="xs" tone="faint" title={words.list.windowClosedTitle}>
        {words.list.windowClosed}
      </Text>
    )
  }
  const time = shortDuration(left, words.time)
  return (
    <Badge icon={Timer} tone={left < HOUR_MS ? 'wait' : 'plain'} title={words.list.windowTitle(time)}>
      <Spoken>{words.list.window(time)}</Spoken>
      <span aria-hidden>{time}</span>
    </Badge>
  )
}
