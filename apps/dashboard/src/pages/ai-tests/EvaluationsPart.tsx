import type { Evaluation, Id } from '@hilo/protocol'
import { Link, useSearch } from '@tanstack/react-router'
import { useEvaluations } from '../../api/test-sets.ts'
import { useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { useNow } from '../../ui/now.ts'
import { ITEM_LINK, Part, Rows } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { EvaluationBadge } from './EvaluationBadge.tsx'

const SHOWN = 10

/** The last evaluations of a set. */
export function EvaluationsPart({ setId }: { setId: Id }) {
  const { tests: words } = useWords()
  const { data } = useEvaluations(setId)
  return (
    <Part title={words.evaluations}>
      {data?.length === 0 && (
        <Text as="p" size="sm" tone="muted">
          {words.noEvaluations}
        </Text>
      )}
      {data && data.length > 0 && (
        <Rows label={words.evaluations}>
          {data.slice(0, SHOWN).map((one) => (
            <EvaluationItem key={one.id} evaluation={one} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

function EvaluationItem({ evaluation }: { evaluation: Evaluation }) {
  const { gates, tests: words, time } = useWords()
  const now = useNow()
  const { show } = useSearch({ from: '/app/settings/ai/tests/$setId' })
  const { id, createdAt, cause, by, draft, articles } = evaluation
  const [article, ...others] = articles
  const who = cause === 'publish' ? words.causePublish : by ? words.by(by.name) : ''
  const tried = [
    ...(draft === null ? [] : [words.ofDraft]),
    ...(article && others.length === 0 ? [gates.ofArticle(article.title, article.version)] : []),
    ...(others.length > 0 ? [gates.ofArticles(articles.length)] : []),
  ]
  const about = [who, ...tried].filter(Boolean).join(', ')
  return (
    <li>
      <Link
        to="/settings/ai/evaluations/$evaluationId"
        params={{ evaluationId: id }}
        search={show ? { show } : {}}
        className={ITEM_LINK}
      >
        <Inline isWrapping>
          <EvaluationBadge evaluation={evaluation} />
          <Text size="sm" tone="muted" isBroken>
            {about}
          </Text>
        </Inline>
        <Text size="sm" tone="muted">
          {relativeTime(createdAt, now, time)}
        </Text>
      </Link>
    </li>
  )
}
