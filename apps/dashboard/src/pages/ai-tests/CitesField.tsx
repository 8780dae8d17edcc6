import { AppError } from '@hilo/protocol'
import { useState } from 'react'
import { useArticle, useArticles } from '../../api/knowledge.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { CheckControl, CheckGroup } from '../../ui/Control.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Text } from '../../ui/Text.tsx'
import { isArticleId } from './case-form.ts'

const CITES_MAX = 20
const SHOWN_MAX = 8

type Props = {
  /** Ids of articles; titles in what was imported from a file. */
  cites: readonly string[]
  error: string | null
  onChange: (cites: string[]) => void
}

/** The articles that an answer has to cite: those that are ticked stay in sight, others are searched for. */
export function CitesField({ cites, error, onChange }: Props) {
  const { tests: words } = useWords()
  const [search, setSearch] = useState('')
  return (
    <CheckGroup label={words.cites} error={error}>
      {cites.map((cited) => (
        <Cited key={cited} cited={cited} onRemove={() => onChange(cites.filter((one) => one !== cited))} />
      ))}
      {cites.length < CITES_MAX && (
        <SearchField label={words.findArticle} value={search} onSearch={setSearch} />
      )}
      {search !== '' && cites.length < CITES_MAX && (
        <Found search={search} cites={cites} onPick={(id) => onChange([...cites, id])} />
      )}
    </CheckGroup>
  )
}

function Cited({ cited, onRemove }: { cited: string; onRemove: () => void }) {
  const { tests: words } = useWords()
  const isId = isArticleId(cited)
  const { data, error } = useArticle(isId ? cited : null)
  const isGone = error instanceof AppError && error.code === 'not_found'
  const title = isId ? (data?.newest.title ?? (isGone ? words.deletedArticle : '…')) : cited
  return (
    <>
      <CheckControl label={title} {...(!isId && { detail: words.byTitle })} isChecked onChange={onRemove} />
      {isGone && (
        <Text as="p" size="sm" tone="wait">
          {words.deletedHint}
        </Text>
      )}
    </>
  )
}

type FoundProps = { search: string; cites: readonly string[]; onPick: (id: string) => void }

/** Contacts are answered from what is public and published alone. */
function Found({ search, cites, onPick }: FoundProps) {
  const { tests: words } = useWords()
  const { data, error, isPending } = useArticles({ search, audience: 'public' })
  const articles = (data?.pages ?? [])
    .flatMap((page) => page.articles)
    .filter(({ id, publishedVersion }) => publishedVersion !== null && !cites.includes(id))
  if (error) return <Text tone="fail">{explainError(error)}</Text>
  if (isPending) return <Text tone="muted">{words.findingArticles}</Text>
  if (articles.length === 0) return <Text tone="muted">{words.noArticleFound}</Text>
  return articles
    .slice(0, SHOWN_MAX)
    .map(({ id, title, language }) => (
      <CheckControl key={id} label={title} detail={language} isChecked={false} onChange={() => onPick(id)} />
    ))
}
