import type { ContentOf, WidgetFile } from '@hilo/protocol'
import type { Session } from '../session.ts'
import type { Words } from '../words.ts'

type Props = { content: ContentOf<'media'>; file: WidgetFile; session: Session; words: Words }

/**
 * A file that was sent to the visitor: shown, played, or to be downloaded. It has its room before its bytes
 * are here, so nothing moves when they come.
 */
export function File({ content, file: { url, size }, session, words }: Props) {
  const { kind, mediaId = '', filename } = content
  const name = filename ?? words[kind]
  const onError = () => session.renewLink(mediaId)
  if (kind === 'document') {
    return (
      <a
        href={url}
        download
        class="file"
        onClick={(event) => {
          const { currentTarget } = event
          if (session.renewLink(mediaId, () => currentTarget.click())) event.preventDefault()
        }}
      >
        {name}
        <small>{`${Math.ceil(size / 1_000).toLocaleString(session.locale)} kB`}</small>
      </a>
    )
  }
  if (kind === 'audio' || kind === 'video') {
    const Player = kind
    // Whoever pressed play hears it as soon as there is a link that leads somewhere.
    const onPlay = ({ currentTarget }: { currentTarget: HTMLMediaElement }) => {
      currentTarget.autoplay = true
    }
    return <Player controls preload="metadata" src={url} aria-label={name} {...{ onPlay, onError }} />
  }
  return <Picture {...{ url, onError }} alt={content.caption ?? name} />
}

type PictureProps = { url: string; alt: string; onError(): void }

/** A press shows it as large as the panel; another one, or Esc, leads back. */
function Picture({ url, alt, onError }: PictureProps) {
  return (
    <>
      <button
        type="button"
        class="picture"
        onClick={({ currentTarget }) => (currentTarget.nextElementSibling as HTMLDialogElement).showModal()}
      >
        <img src={url} alt={alt} loading="lazy" onError={onError} />
      </button>
      <dialog
        aria-label={alt}
        // Esc closes the picture here, and not the panel behind it too.
        onKeyDown={(event) => event.stopPropagation()}
        onClick={({ currentTarget }) => currentTarget.close()}
      >
        <button type="button">
          <img src={url} alt={alt} loading="lazy" />
        </button>
      </dialog>
    </>
  )
}
