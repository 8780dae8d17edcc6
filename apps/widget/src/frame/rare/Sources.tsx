import type { WidgetAnswer, WidgetMessage } from '@hilo/protocol'
import { Component } from 'preact'
import type { Session } from '../session.ts'
import { focusComposer } from '../ui/Composer.tsx'
import { Article } from './Article.tsx'
import { type AnswerWords, answerWordsIn } from './words.ts'

type Props = { message: WidgetMessage; answer: WidgetAnswer; isLast: boolean; session: Session }
type State = {
  openId: string | null
  isAsked: boolean
  /** What was pressed, until the server's word of it comes. */
  rating: WidgetAnswer['rating'] | undefined
}

/** Under an answer: the articles that it has its words from, and whether it helped. */
export class Sources extends Component<Props, State> {
  override state: State = { openId: null, isAsked: false, rating: undefined }

  private open(articleId: string) {
    const { message, session } = this.props
    session.article = undefined
    const isAsked = session.ask({ type: 'article', messageId: message.id, articleId })
    this.setState({ openId: articleId, isAsked })
  }

  private rate(pressed: 'good' | 'bad') {
    const { message, session } = this.props
    const rating = this.rating === pressed ? null : pressed
    if (session.ask({ type: 'rate', messageId: message.id, rating })) this.setState({ rating })
  }

  private get rating(): WidgetAnswer['rating'] {
    return this.state.rating === undefined ? this.props.answer.rating : this.state.rating
  }

  override render({ answer, isLast, session }: Props, { openId, isAsked }: State) {
    const words = answerWordsIn(session.locale)
    const { rating } = this
    const { articles, isRatable } = answer
    const isOne = articles.length === 1
    return (
      <div class={isRatable ? 'sources' : 'sources offer'}>
        {articles.length > 1 && isRatable && words.fromAll}
        <ul>
          {articles.map(({ id, title }) => (
            <li key={id}>
              <button type="button" class="source" onClick={() => this.open(id)}>
                {isOne && isRatable && `${words.from} `}
                <span dir="auto">{title}</span>
              </button>
            </li>
          ))}
        </ul>
        {isRatable && (
          <fieldset class="rating">
            <legend class="hidden">{words.helpful}</legend>
            <span role="status">{rating ? words.thanks : words.helpful}</span>
            <Thumb rating="good" isOn={rating === 'good'} words={words} onPress={() => this.rate('good')} />
            <Thumb rating="bad" isOn={rating === 'bad'} words={words} onPress={() => this.rate('bad')} />
          </fieldset>
        )}
        {rating === 'bad' && isLast && (
          <button
            type="button"
            class="person"
            onClick={() => {
              session.send({ type: 'text', text: words.askPerson })
              focusComposer()
            }}
          >
            {words.person}
          </button>
        )}
        {openId && (
          <Article
            {...{ session, words, isAsked }}
            articleId={openId}
            onClose={() => this.setState({ openId: null })}
          />
        )}
      </div>
    )
  }
}

const THUMB = 'M7 11v9H4v-9zM7 11l4-8a2.5 2.5 0 0 1 2.4 3L13 9h5.5a2 2 0 0 1 2 2.4l-1.3 7a2 2 0 0 1-2 1.6H7'

type ThumbProps = { rating: 'good' | 'bad'; isOn: boolean; words: AnswerWords; onPress(): void }

function Thumb({ rating, isOn, words, onPress }: ThumbProps) {
  return (
    <button
      type="button"
      aria-label={words[rating]}
      title={words[rating]}
      aria-pressed={isOn}
      onClick={onPress}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" class={rating}>
        <path d={THUMB} />
      </svg>
    </button>
  )
}
