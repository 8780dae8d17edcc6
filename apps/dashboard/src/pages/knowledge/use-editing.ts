import { AppError, type Article, type ArticleKind, type ArticleWords } from '@hilo/protocol'
import { useState } from 'react'
import { type ArticleDraft, getArticleDrafts } from '../../api/article-drafts.ts'
import { useCreateArticle, usePublishArticle, useUpdateArticle } from '../../api/knowledge.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { gateIssues } from '../ai-tests/gate-issues.ts'
import { cleaned, isSame, problemsOf, wordsOf } from './draft.ts'

const NEW = 'new'

/** The fields of the API that the form of an article shows, each with what is wrong with it. */
export const SHOWN = ['title', 'body', 'language', 'audience', 'alternates']

/** Whether the fields themselves say what was refused. */
export function isOfFields(error: unknown): boolean {
  return error instanceof AppError && error.issues.some(({ path }) => SHOWN.includes(String(path[0])))
}

/** What an article begins with. */
type Start = {
  words: ArticleWords
  kind: ArticleKind
  /** The article that a new one says in another language. */
  variantOf?: string | undefined
}

/** How an article is being written: what is on the page, and what that is compared with. */
export type Editing = ReturnType<typeof useEditing>

/**
 * Keeps what is written in this browser until it is saved. It knows the revision it was written on: when
 * somebody else saved meanwhile nothing is sent, and nothing is lost, until the writer has decided.
 */
export function useEditing(article: Article | null, start: Start) {
  const { variantOf } = start
  const id = article?.id ?? (variantOf ? `${NEW}-${variantOf}-${start.words.language}` : NEW)
  const [draft, setDraft] = useState<ArticleDraft | null>(() => getArticleDrafts().get(id))
  const [wasKept] = useState(draft !== null)
  const [tries, setTries] = useState(0)
  const [isToAnswer, setToAnswer] = useState(false)
  const saved = article ? wordsOf(article) : start.words
  const words = draft?.words ?? saved
  const isDirty = draft !== null && !isSame(draft.words, saved)
  const keep = (next: ArticleDraft | null) => {
    setDraft(next)
    if (next) getArticleDrafts().set(id, next)
    else getArticleDrafts().forget(id)
  }
  const revision = article?.revision ?? 0
  return {
    words,
    saved,
    isDirty,
    /** How often it was tried to save what the server would refuse: each time the fields are gone to. */
    tries,
    /** It was tried last to publish it. */
    isToAnswer,
    /** Marks what keeps it from being saved, or published. @returns whether nothing does */
    isWhole(isPublished = false): boolean {
      const isWhole = problemsOf(words, isPublished).length === 0
      setToAnswer(isPublished)
      setTries(isWhole ? 0 : tries + 1)
      return isWhole
    },
    /** It was written before the page was loaded. */
    wasKept: wasKept && isDirty,
    /** A question was added to it from where it is missing. */
    isAdded: isDirty && draft.isAdded === true,
    isOvertaken: isDirty && article !== null && draft.revision !== revision,
    change(fields: Partial<ArticleWords>) {
      const next = { ...words, ...fields }
      const begun = draft ?? { revision, clientId: crypto.randomUUID() }
      // Letter by letter: a space at the end may be the beginning of a word.
      keep(JSON.stringify(next) === JSON.stringify(saved) ? null : { ...begun, words: next })
    },
    /** What was written goes over what somebody else saved meanwhile. */
    insist: () => draft && keep({ ...draft, revision }),
    discard: () => keep(null),
    ...useSaving(article, { draft, words, isDirty, kind: start.kind, variantOf, keep }),
  }
}

type Saving = {
  draft: ArticleDraft | null
  words: ArticleWords
  isDirty: boolean
  kind: ArticleKind
  variantOf: string | undefined
  keep: (draft: ArticleDraft | null) => void
}

function useSaving(article: Article | null, { draft, words, isDirty, kind, variantOf, keep }: Saving) {
  const create = useCreateArticle()
  const update = useUpdateArticle()
  const publish = usePublishArticle()
  /** @returns the article as it is then. */
  async function save(): Promise<Article> {
    if (article && !isDirty) return article
    const sent = cleaned(words)
    const clientId = draft?.clientId ?? crypto.randomUUID()
    const known = article && { articleId: article.id, expect: draft?.revision ?? article.revision }
    const next = known
      ? await update.mutateAsync({ ...known, words: sent })
      : await createOnce({ words: sent, clientId })
    keep(null)
    return next
  }

  /** One that was made by an answer that never came has its first words: those that are written now follow. */
  async function createOnce({ words: sent, clientId }: { words: ArticleWords; clientId: string }) {
    const made = await create.mutateAsync({ words: sent, kind, clientId, variantOf })
    if (isSame(wordsOf(made), sent)) return made
    return update.mutateAsync({ articleId: made.id, words: sent, expect: made.revision })
  }

  const unfit = isOfFields(publish.error) ? publish.error : null
  const error = create.error ?? update.error ?? unfit
  const saved = article ? wordsOf(article) : undefined
  const sent = create.error ? create.variables?.words : update.error ? update.variables?.words : saved
  return {
    /** What the server refused of what is written, by the fields. */
    refused: isOfFields(error) ? error : null,
    /** Why what is saved does not answer: test sets that have to pass first. */
    held: !isDirty && gateIssues(publish.error).length > 0 ? publish.error : null,
    issues: issuesOf(error, { sent, now: cleaned(words) }),
    isSaving: create.isPending || update.isPending || publish.isPending,
    save,
    async publish(version: number | 'newest' | null): Promise<Article> {
      const {
        id: articleId,
        version: newest,
        revision,
      } = version === 'newest' ? await save() : present(article)
      const wanted = version === 'newest' ? newest : version
      const next = await publish.mutateAsync({ articleId, version: wanted, expect: revision })
      // What is being written beside it was overtaken by nobody.
      if (version !== 'newest' && draft?.revision === revision) keep({ ...draft, revision: next.revision })
      return next
    },
  }
}

function present(article: Article | null): Article {
  if (!article) throw new AppError('not_found', 'It has not been saved yet.')
  return article
}
