import type { ContentOf, Id, MediaState } from '@hilo/protocol'
import { Download, FileText, Image, Mic, Play, Sticker } from 'lucide-react'
import { useState } from 'react'
import { downloadMedia, useMediaLink } from '../../api/media.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { sizeOf } from '../../i18n/size.ts'
import { MessageText } from '../../ui/Bubble.tsx'
import { QuietIconButton } from '../../ui/Button.tsx'
import { Lightbox } from '../../ui/Lightbox.tsx'
import { EmptyPicture, FileCard, Film, Picture, Sound } from '../../ui/Media.tsx'
import { toast } from '../../ui/toast.ts'

type Content = ContentOf<'media'>
type Props = { content: Content; media: MediaState | null }

const ICONS = { image: Image, video: Play, audio: Mic, document: FileText, sticker: Sticker }

/** A file in a message: shown, played or to be downloaded; or why it is not here. */
export function MediaView({ content, media }: Props) {
  const { mediaId } = content
  return (
    <>
      {media?.status === 'stored' && mediaId ? (
        <Stored content={content} media={media} mediaId={mediaId} />
      ) : (
        <Absent content={content} media={media} />
      )}
      {content.caption && <MessageText>{content.caption}</MessageText>}
    </>
  )
}

function useName({ kind, voice, filename }: Content): string {
  const { content: words } = useWords()
  return filename ?? (voice ? words.voice : words[kind])
}

/** While it is fetched, and when it could not be had, it takes the room that it has or would have had. */
function Absent({ content, media }: Props) {
  const { media: words } = useWords()
  const name = useName(content)
  const isDue = media?.status === 'due'
  const why = media?.failure ? words.failures[media.failure] : words.failures.unknown
  const text = isDue ? words.due : media?.status === 'gone' ? words.gone : words.failed(why)
  const Icon = ICONS[content.kind]
  if (content.kind === 'audio' || content.kind === 'document') {
    return <FileCard icon={Icon} name={name} detail={text} />
  }
  const shape = content.kind === 'sticker' ? 'sticker' : 'picture'
  return (
    <EmptyPicture icon={Icon} shape={shape} isLoading={isDue}>
      {text}
    </EmptyPicture>
  )
}

type StoredProps = { content: Content; media: MediaState; mediaId: Id }

function Stored({ content, media, mediaId }: StoredProps) {
  const bytes = useBytes(mediaId)
  const name = useName(content)
  if (content.kind === 'document' || bytes.isBroken) {
    return <Document content={content} media={media} mediaId={mediaId} />
  }
  const { url, ...player } = bytes
  if (content.kind === 'image' || content.kind === 'sticker') {
    const description = media.words?.text ?? null
    return <Shown {...{ content, mediaId, url, description }} onError={player.onError} />
  }
  const { isPlaying, onPlay, onError } = player
  const parts = { label: name, isPlaying, onPlay, onError }
  if (content.kind === 'audio') return <Sound url={url} {...parts} />
  return <Film url={url} {...parts} />
}

type ShownProps = Pick<StoredProps, 'content' | 'mediaId'> & {
  url: string | undefined
  /** What is to be seen in it, for who cannot. */
  description: string | null
  onError: () => void
}

function Shown({ content, mediaId, url, description, onError }: ShownProps) {
  const { media: words } = useWords()
  const [isOpen, setOpen] = useState(false)
  const name = useName(content)
  const download = useDownload(mediaId, content.filename)
  const shape = content.kind === 'sticker' ? 'sticker' : 'picture'
  const alt = description ?? content.caption ?? name
  if (!url) {
    return (
      <EmptyPicture icon={ICONS[content.kind]} shape={shape} isLoading>
        {null}
      </EmptyPicture>
    )
  }
  return (
    <>
      <Picture {...{ url, alt, shape, onError }} label={words.open(alt)} onOpen={() => setOpen(true)} />
      <Lightbox
        {...{ isOpen, url, alt, title: name, closeLabel: words.close }}
        onClose={() => setOpen(false)}
        actions={<QuietIconButton icon={Download} label={words.download(name)} onClick={download} />}
      />
    </>
  )
}

function Document({ content, media, mediaId }: StoredProps) {
  const { media: words } = useWords()
  const language = useLanguage()
  const name = useName(content)
  const download = useDownload(mediaId, content.filename)
  const size = sizeOf(media.size ?? 0, language)
  return (
    <FileCard
      icon={ICONS[content.kind]}
      name={name}
      detail={size}
      end={<QuietIconButton icon={Download} label={words.download(name)} onClick={download} />}
    />
  )
}

/**
 * Where the bytes are. A link that was over is made anew once, and what was to be played then goes on; what
 * the browser cannot show is broken, and can still be downloaded.
 */
function useBytes(mediaId: Id) {
  const link = useMediaLink(mediaId)
  const [failures, setFailures] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  return {
    url: link.data?.url,
    isBroken: failures > 1 || link.isError,
    isPlaying,
    onPlay: () => setPlaying(true),
    onError: () => {
      setFailures(failures + 1)
      if (failures === 0) void link.refetch()
    },
  }
}

function useDownload(mediaId: Id, filename: string | undefined): () => void {
  return () => {
    downloadMedia(mediaId, filename).catch((error) => toast({ tone: 'fail', title: explainError(error) }))
  }
}
