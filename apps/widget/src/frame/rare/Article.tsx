import type { ArticleBlock } from '@hilo/protocol'
import { Component } from 'preact'
import type { Session } from '../session.ts'
import type { AnswerWords } from './words.ts'

type Props = { session: Session; words: AnswerWords; articleId: string; isAsked: boolean; onClose(): void }

/** An article over the conversation, as it was when it was cited; it begins where the cited words are. */
export class Article extends Component<Props> {
  private dialog: HTMLDialogElement | null = null
  private isShown = false

  override componentDidMount() {
    this.dialog?.showModal()
    this.seek()
  }

  override componentDidUpdate() {
    this.seek()
  }

  private seek() {
    const mark = this.dialog?.querySelector('mark')
    if (this.isShown || !mark) return
    this.isShown = true
    mark.scrollIntoView({ block: 'center' })
  }

  override render({ session, words, articleId, isAsked, onClose }: Props) {
    const told = session.article?.articleId === articleId ? session.article : undefined
    const title = told?.article?.title
    return (
      <dialog
        class="article"
        aria-label={title ?? words.from}
        ref={(element) => {
          this.dialog = element
        }}
        // Esc closes the article here, and not the panel behind it too.
        onKeyDown={(event) => event.stopPropagation()}
        onClose={onClose}
      >
        <button type="button" class="back" onClick={() => this.dialog?.close()}>
          {words.back}
        </button>
        {title && <h1 dir="auto">{title}</h1>}
        {told?.article?.blocks.map((block) => (
          <Block block={block} />
        ))}
        {!told?.article && <p role="status">{told ? words.gone : isAsked ? words.loading : words.away}</p>}
      </dialog>
    )
  }
}

function Block({ block: { kind, parts } }: { block: ArticleBlock }) {
  const Tag = kind === 'heading' ? 'h3' : kind === 'code' ? 'pre' : 'p'
  return (
    <Tag class={kind} dir="auto">
      {parts.map((part) => (part.isCited && !part.src ? <mark>{said(part)}</mark> : said(part)))}
    </Tag>
  )
}

/** The server says what may be a link, or a picture of its own. */
function said({ text, href, src }: ArticleBlock['parts'][number]) {
  if (src) return <img src={src} alt={text} loading="lazy" />
  if (!href) return text
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  )
}
