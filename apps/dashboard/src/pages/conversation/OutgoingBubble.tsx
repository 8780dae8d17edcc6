import type { UploadedFile } from '@hilo/protocol'
import { RotateCcw, X } from 'lucide-react'
import type { Outgoing } from '../../api/outbox.ts'
import { outbox } from '../../api/sending.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Bubble, BubbleAlert, MessageText, Quote } from '../../ui/Bubble.tsx'
import { Button } from '../../ui/Button.tsx'
import { fitOf } from './bubble-fit.ts'
import { CommentView } from './CommentView.tsx'
import { ContentView } from './ContentView.tsx'
import { MediaView } from './MediaView.tsx'
import { Foot } from './MessageBubble.tsx'
import { TemplateView } from './TemplateView.tsx'
import { Ticks } from './Ticks.tsx'

/** Its bytes are here already. */
const STORED = { status: 'stored' as const, mimeType: null, size: null, failure: null, words: null }

type Props = { outgoing: Outgoing; memberName: string; isFirst: boolean }

/** What was just written: shown at once, with the state of its way to the server. */
export function OutgoingBubble({ outgoing, memberName, isFirst }: Props) {
  const { thread } = useWords()
  const isNote = outgoing.kind === 'note'
  const isFailed = outgoing.state === 'failed'
  const caption = isNote ? `${thread.noteBy(memberName)}, ${thread.onlyMembers}` : memberName
  return (
    <Bubble
      look={isNote ? 'note' : 'agent'}
      caption={isFirst && caption}
      fit={outgoing.template ? fitOf(outgoing.template.content) : outgoing.file ? 'file' : 'words'}
      below={isFailed && <Refused outgoing={outgoing} />}
      foot={
        <Foot at={outgoing.createdAt}>
          <Ticks
            status={isFailed ? 'failed' : 'queued'}
            text={outgoing.state === 'waiting' ? thread.waitingToSend : undefined}
          />
        </Foot>
      }
    >
      {outgoing.replyTo && <Quote title={thread.replyTo}>{outgoing.replyTo.text}</Quote>}
      {outgoing.template ? (
        <TemplateView content={outgoing.template.content} media={STORED} />
      ) : outgoing.offer ? (
        <ContentView content={outgoing.offer} media={null} isOurs />
      ) : outgoing.file ? (
        <FileView file={outgoing.file} caption={outgoing.text} />
      ) : outgoing.replyTo?.way === 'public' ? (
        <CommentView content={{ type: 'comment', kind: 'comment', text: outgoing.text }} isOurs />
      ) : (
        <MessageText>{outgoing.text}</MessageText>
      )}
    </Bubble>
  )
}

/** As the thread will show it: its bytes are here already. */
function FileView({ file, caption }: { file: UploadedFile; caption: string }) {
  const { mediaId, kind, mimeType, filename, size } = file
  const content = { type: 'media' as const, kind, mediaId, mimeType, filename, ...(caption && { caption }) }
  return (
    <MediaView content={content} media={{ status: 'stored', mimeType, size, failure: null, words: null }} />
  )
}

function Refused({ outgoing }: { outgoing: Outgoing }) {
  const { thread, errors } = useWords()
  const language = useLanguage()
  const reason = language === 'en' || !outgoing.reason ? outgoing.message : errors[outgoing.reason]
  return (
    <BubbleAlert tone="fail">
      <span>{`${thread.status.failed}. ${reason ?? ''}`}</span>
      <Button variant="ghost" icon={RotateCcw} onClick={() => outbox.retry(outgoing.clientId)}>
        {thread.retry}
      </Button>
      <Button variant="ghost" icon={X} onClick={() => outbox.discard(outgoing.clientId)}>
        {thread.discard}
      </Button>
    </BubbleAlert>
  )
}
