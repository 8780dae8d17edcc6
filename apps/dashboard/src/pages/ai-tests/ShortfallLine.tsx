import { AppError, type Shortfall } from '@hilo/protocol'
import { useArticle } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { Text } from '../../ui/Text.tsx'
import { isArticleId } from './case-form.ts'

/** What an answer lacked; an article is told by its title, although it is kept by its id. */
export function ShortfallLine({ shortfall }: { shortfall: Shortfall }) {
  const { tests: words } = useWords()
  const isArticle = shortfall.code === 'not_cited' && isArticleId(shortfall.wanted)
  const { data, error } = useArticle(isArticle ? shortfall.wanted : null)
  const isGone = error instanceof AppError && error.code === 'not_found'
  const title = data?.newest.title ?? (isGone ? words.deletedArticle : '…')
  return (
    <Text as="p" size="sm" tone="fail" isBroken>
      {words.shortfall(isArticle ? { ...shortfall, wanted: title } : shortfall)}
    </Text>
  )
}
