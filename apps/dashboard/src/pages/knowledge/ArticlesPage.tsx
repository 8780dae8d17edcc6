import type { ArticleSummary } from '@hilo/protocol'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FilePlus2, FlaskConical } from 'lucide-react'
import type { ArticleFilter } from '../../api/keys.ts'
import { useArticles } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useHasUnpublished } from '../../api/together.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Awaited } from '../../ui/Awaited.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { BUTTON_LINK, LinkLabel } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { Column, ITEM_LINK, LinkItem, Rows } from '../../ui/Page.tsx'
import { PaneBody } from '../../ui/Pane.tsx'
import { Filler, Inline, Stack } from '../../ui/Stack.tsx'
import { EmptyState } from '../../ui/State.tsx'
import { Text } from '../../ui/Text.tsx'
import { ArticleBadges } from './ArticleBadges.tsx'
import { isNarrowed } from './filter.ts'
import { KnowledgeFilters } from './KnowledgeFilters.tsx'
import { KnowledgePane } from './KnowledgePane.tsx'
import { MoreButton } from './MoreButton.tsx'

/** Everything that the org knows, the article that changed last first. */
export function ArticlesPage() {
  const { knowledge: words } = useWords()
  const filter = useSearch({ from: '/app/knowledge' })
  const navigate = useNavigate()
  const list = useArticles(filter)
  const { data, error, isPending, refetch } = list
  const articles = data?.pages.flatMap((page) => page.articles)
  const isEmpty = articles?.length === 0
  const isBare = isEmpty && !isNarrowed(filter)
  return (
    <KnowledgePane
      tab="articles"
      action={
        !isBare && (
          <Inline>
            <TogetherLink />
            <WriteButton />
          </Inline>
        )
      }
    >
      {!isBare && (
        <KnowledgeFilters
          filter={filter}
          hasKinds
          onChange={(change) =>
            void navigate({
              to: '/knowledge',
              search: { ...filter, ...change } as ArticleFilter,
              replace: true,
            })
          }
        />
      )}
      <Awaited {...{ data, error, isPending, refetch }} label={words.title} failed={words.error} />
      {isBare && <NothingYet />}
      {isEmpty && !isBare && <EmptyState title={words.noMatchTitle} body={words.noMatchBody} />}
      {articles && !isEmpty && (
        <PaneBody>
          <Column>
            <Rows label={words.tabs.articles}>
              {articles.map((article) => (
                <ArticleItem key={article.id} article={article} />
              ))}
            </Rows>
            <MoreButton list={list} />
          </Column>
        </PaneBody>
      )}
    </KnowledgePane>
  )
}

function WriteButton() {
  const { knowledge: words } = useWords()
  const navigate = useNavigate()
  return (
    <Button
      icon={FilePlus2}
      variant="primary"
      disabledReason={useReadOnlyReason()}
      onClick={() => void navigate({ to: '/knowledge/articles/$articleId', params: { articleId: 'new' } })}
    >
      {words.write}
    </Button>
  )
}

/** One draft after the other would take a round each; where no test set asks, they can be tried all the same. */
function TogetherLink() {
  const { gates: words } = useWords()
  if (!useHasUnpublished()) return null
  return (
    <Link to="/knowledge/together" className={BUTTON_LINK}>
      <LinkLabel icon={FlaskConical}>{words.together.title}</LinkLabel>
    </Link>
  )
}

/** Says what to do first. */
function NothingYet() {
  const { knowledge: words } = useWords()
  return (
    <EmptyState
      title={words.emptyTitle}
      body={words.emptyBody}
      action={
        <Inline isWrapping>
          <WriteButton />
          <Link to="/knowledge/questions" className={BUTTON_LINK}>
            {words.addQuestions}
          </Link>
        </Inline>
      }
    />
  )
}

function ArticleItem({ article }: { article: ArticleSummary }) {
  const { knowledge: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { id, title, kind, changedAt, otherLanguages, isOutdated } = article
  return (
    <LinkItem>
      <Link to="/knowledge/articles/$articleId" params={{ articleId: id }} className={ITEM_LINK}>
        <Filler>
          <Stack gap={1}>
            <Text isStrong isBroken>
              {title}
            </Text>
            <Inline isWrapping gap={1}>
              <ArticleBadges state={article} language={article.language} audience={article.audience} />
              {otherLanguages.map((other) => (
                <Badge key={other} title={words.isOtherLanguage(languageName(other))}>
                  {`+ ${languageName(other)}`}
                </Badge>
              ))}
              {isOutdated && (
                <Badge tone="wait" title={words.outdatedHint}>
                  {words.outdated}
                </Badge>
              )}
              {kind === 'faq' && <Badge>{words.kinds.faq}</Badge>}
            </Inline>
          </Stack>
        </Filler>
        <Text size="sm" tone="muted" title={fullTime(changedAt, language)}>
          {words.changed(relativeTime(changedAt, now, time))}
        </Text>
      </Link>
    </LinkItem>
  )
}
