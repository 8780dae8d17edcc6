import {
  type Article,
  type ArticleSummary,
  type api,
  type Candidate,
  type ContractReturns,
  type Id,
  NEAR_SHARE,
} from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { getArticleDrafts } from '../../api/article-drafts.ts'
import { readArticle, useArticles, useTestedQuestion } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { PickItem, PickList } from '../../ui/PickList.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { type Addition, addToWords } from './add-to-words.ts'
import { wordsOf } from './draft.ts'
import { MoreButton } from './MoreButton.tsx'

type Props = {
  /** Its questions, the first of which is looked up. */
  addition: Addition
  language: string
  /** The conversation in which it was asked, to which the article leads back. */
  from?: Id
}

/** The way from a question without an answer into an article that exists and shall answer it. */
export function AddToArticle(props: Props) {
  const { knowledge: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <>
      <Button hint={words.addToHint} disabledReason={readOnly} onClick={() => setChoosing(true)}>
        {words.addTo}
      </Button>
      {isChoosing && <ArticleChoice {...props} onClose={() => setChoosing(false)} />}
    </>
  )
}

type Choice = Pick<ArticleSummary, 'id' | 'title' | 'language' | 'audience'> & { isNear: boolean }

function ArticleChoice({ addition, language, from, onClose }: Props & { onClose: () => void }) {
  const { knowledge: words, shortcuts } = useWords()
  const navigate = useNavigate()
  const [search, setSearch] = useState('')
  const question = addition.questions[0] ?? ''
  const { choices, list } = useChoices({ question, language, search })
  const add = async ({ id: articleId }: Choice) => {
    keepAdded(await readArticle(articleId), addition)
    await navigate({
      to: '/knowledge/articles/$articleId',
      params: { articleId },
      search: from === undefined ? {} : { from },
    })
  }
  return (
    <Dialog isOpen onClose={onClose} title={words.addTo} closeLabel={shortcuts.close}>
      <Stack gap={3}>
        <Text as="p" size="sm" tone="muted">
          {addition.answer === null ? words.addToIntro : words.addToIntroAnswered}
        </Text>
        <SearchField label={words.search} value={search} onSearch={setSearch} />
        {list.error && (
          <Text size="sm" tone="fail">
            {explainError(list.error)}
          </Text>
        )}
        {!choices && !list.error && <LoadingRows label={words.title} />}
        {choices?.length === 0 && (
          <Text size="sm" tone="muted">
            {search === '' ? words.emptyTitle : words.noMatchBody}
          </Text>
        )}
        {choices && choices.length > 0 && (
          <PickList label={words.title}>
            {choices.map((choice) => (
              <PickItem key={choice.id} onPick={() => void add(choice).catch(sayRefused)}>
                <Named choice={choice} />
              </PickItem>
            ))}
          </PickList>
        )}
        <MoreButton list={list} />
      </Stack>
    </Dialog>
  )
}

function Named({ choice: { title, language, audience, isNear } }: { choice: Choice }) {
  const { knowledge: words } = useWords()
  return (
    <>
      <Text isBroken>{title || words.untitled}</Text>
      <Inline gap={1}>
        <Badge title={languageName(language)}>{language}</Badge>
        {audience === 'internal' && (
          <Badge title={words.audienceHints.internal}>{words.audiences.internal}</Badge>
        )}
        {isNear && <Badge tone="done">{words.nearQuestion}</Badge>}
      </Inline>
    </>
  )
}

const NEAR_MAX = 3

/** Before anything is searched for, what comes nearest to the question stands first. */
function useChoices({ question, language, search }: { question: string; language: string; search: string }) {
  const list = useArticles(search === '' ? {} : { search })
  const tested = useTestedQuestion({ question: question.slice(0, 1_000), language, internal: true })
  if (!list.data || (tested.isPending && question !== '')) return { choices: null, list }
  const listed = list.data.pages.flatMap(({ articles }) => articles)
  const found = search === '' && tested.data ? nearestOf(tested.data) : []
  const others = listed
    .filter(({ id }) => found.every((one) => one.id !== id))
    .map((one): Choice => ({ ...one, isNear: false }))
  return { choices: [...found, ...others], list }
}

/** What only shares a word with the question may be what it belongs into, and is not called near. */
function nearestOf({ candidates, thresholds }: ContractReturns<typeof api.testQuestion>): Choice[] {
  const isFirst = ({ articleId }: Candidate, at: number) =>
    candidates.findIndex((one) => one.articleId === articleId) === at
  return candidates
    .filter(isFirst)
    .slice(0, NEAR_MAX)
    .map(({ articleId: id, kind, evidence, title, language, audience }) => {
      return { id, title, language, audience, isNear: evidence >= thresholds[kind] * NEAR_SHARE }
    })
}

/** It opens with what was added, as any text that was written here and not saved. */
function keepAdded(article: Article, addition: Addition): void {
  const drafts = getArticleDrafts()
  const kept = drafts.get(article.id)
  const begun = kept ?? { revision: article.revision, clientId: crypto.randomUUID() }
  const words = addToWords(kept?.words ?? wordsOf(article), addition)
  drafts.set(article.id, { ...begun, words, isAdded: true })
}
