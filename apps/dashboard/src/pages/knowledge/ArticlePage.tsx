import type { Article, ArticleWords } from '@hilo/protocol'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useArticle, useKnowledge } from '../../api/knowledge.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName, likelyLanguage } from '../../i18n/language-name.ts'
import { BACK_LINK, BackMark } from '../../ui/Back.tsx'
import { PageTitle } from '../../ui/Frame.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Column } from '../../ui/Page.tsx'
import { Pane, PaneBody, PaneHeader } from '../../ui/Pane.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { ArticleActions } from './ArticleActions.tsx'
import { ArticleBadges } from './ArticleBadges.tsx'
import { ArticleForm } from './ArticleForm.tsx'
import { EditNotices } from './EditNotices.tsx'
import { GatesPart } from './GatesPart.tsx'
import { type Editing, useEditing } from './use-editing.ts'
import { VariantsRow } from './VariantsRow.tsx'
import { VersionsPart } from './VersionsPart.tsx'

/** One article: written, previewed, published, and every version of it. */
export function ArticlePage() {
  const { knowledge: words } = useWords()
  const { articleId } = useParams({ from: '/app/knowledge/articles/$articleId' })
  const isNew = articleId === 'new'
  const { variantOf } = useSearch({ from: '/app/knowledge/articles/$articleId' })
  const readId = isNew ? variantOf : articleId
  const { data, error, isPending, refetch } = useArticle(readId ?? null)
  const figures = useKnowledge()
  // The org's languages tell what a new article is most likely written in.
  const isWaiting = (isNew && figures.isPending) || (readId !== undefined && isPending)
  if (isWaiting || (readId !== undefined && !data)) {
    return (
      <Pane kind="main" role="main" label={words.title}>
        <PageTitle page={words.title} />
        <Header title={words.title} />
        {isWaiting && <LoadingRows label={words.title} />}
        {!isWaiting && error && (
          <ErrorState
            title={words.articleError}
            reason={explainError(error)}
            onRetry={() => void refetch()}
          />
        )}
      </Pane>
    )
  }
  return (
    <Opened
      key={`${articleId} ${readId}`}
      article={isNew ? null : (data ?? null)}
      first={isNew ? (data ?? null) : null}
      languages={figures.data?.languages ?? []}
    />
  )
}

type OpenedProps = {
  article: Article | null
  /** What a new one says in another language. */
  first: Article | null
  languages: readonly string[]
}

function Opened({ article, first, languages }: OpenedProps) {
  const { knowledge: words } = useWords()
  const { kind = first?.kind ?? 'page', ...asked } = useSearch({
    from: '/app/knowledge/articles/$articleId',
  })
  const language = asked.language ?? likelyLanguage(languages)
  const blank: ArticleWords = {
    ...{ language, audience: first?.newest.audience ?? 'public', alternates: asked.others ?? [] },
    ...{ title: asked.title ?? first?.newest.title ?? '', body: first?.newest.body ?? '' },
  }
  const start = { words: blank, kind: article?.kind ?? kind, variantOf: first?.id }
  const editing = useEditing(article, start)
  const name = editing.words.title.trim() || words.untitled
  return (
    <Pane kind="main" role="main" label={name}>
      <PageTitle page={name} />
      <Header title={name} article={article} editing={editing} />
      <EditNotices article={article} editing={editing} />
      <PaneBody>
        <Column isWide>
          {article && <VariantsRow article={article} languages={languages} />}
          {first && (
            <Text as="p" size="sm" tone="muted">
              {words.variantOf(first.newest.title, languageName(first.newest.language))}
            </Text>
          )}
          <ArticleForm editing={editing} languages={languages} />
          {article && <GatesPart article={article} isDirty={editing.isDirty} />}
          {article && <VersionsPart article={article} editing={editing} />}
        </Column>
      </PaneBody>
    </Pane>
  )
}

type HeaderProps = {
  title: string
  article?: Article | null
  editing?: Editing
}

function Header({ title, article = null, editing }: HeaderProps) {
  return (
    <PaneHeader tabs={editing && <ArticleActions article={article} editing={editing} />}>
      <Inline>
        <BackLink />
        <Text as="h1" isStrong isTruncated>
          {title}
        </Text>
        {article && (
          <Inline gap={1} isRigid>
            <ArticleBadges
              state={article}
              language={article.newest.language}
              audience={article.newest.audience}
            />
          </Inline>
        )}
      </Inline>
    </PaneHeader>
  )
}

/** To where one came from: the list, or the conversation in which the article is missing. */
function BackLink() {
  const { knowledge: words } = useWords()
  const { from } = useSearch({ from: '/app/knowledge/articles/$articleId' })
  if (from === undefined) {
    return (
      <Link to="/knowledge" className={BACK_LINK}>
        <BackMark label={words.back} />
      </Link>
    )
  }
  return (
    <Link to="/inbox/$conversationId" params={{ conversationId: from }} className={BACK_LINK}>
      <BackMark label={words.backToConversation} />
    </Link>
  )
}
