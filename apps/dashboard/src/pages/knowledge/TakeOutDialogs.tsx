import type { Article } from '@hilo/protocol'
import { useNavigate } from '@tanstack/react-router'
import { useArticleVersion } from '../../api/answers.ts'
import { useDeleteArticle } from '../../api/knowledge.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { toast } from '../../ui/toast.ts'
import type { Editing } from './use-editing.ts'
import { useTakenOutNote } from './use-gates.ts'

type DeleteProps = { article: Article; editing: Editing; onClose: () => void }

/** Asks once before an article is deleted. */
export function DeleteDialog({ article, editing, onClose }: DeleteProps) {
  const { knowledge: words, apiKeys, shortcuts } = useWords()
  const navigate = useNavigate()
  const remove = useDeleteArticle()
  const note = useNote(article)
  const onDelete = () =>
    remove.mutate(article.id, {
      onSuccess: () => {
        editing.discard()
        toast({ tone: 'plain', title: words.deleted })
        void navigate({ to: '/knowledge' })
      },
    })
  return (
    <Confirm
      title={words.removeTitle(article.newest.title)}
      body={words.removeBody}
      note={note}
      action={words.remove}
      cancel={apiKeys.cancel}
      closeLabel={shortcuts.close}
      error={remove.error && explainError(remove.error)}
      onConfirm={onDelete}
      onClose={onClose}
    />
  )
}

type UnpublishProps = { article: Article; onConfirm: () => void; onClose: () => void }

/** Asks once before an article answers no more: contacts may be told less from then on. */
export function UnpublishDialog({ article, onConfirm, onClose }: UnpublishProps) {
  const { knowledge: words, apiKeys, shortcuts } = useWords()
  return (
    <Confirm
      title={words.unpublishTitle(article.newest.title)}
      body={words.unpublishBody}
      note={useNote(article)}
      action={words.unpublish}
      cancel={apiKeys.cancel}
      closeLabel={shortcuts.close}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  )
}

/** What is tried after it; nothing where contacts were not answered from it. */
function useNote({ id, version, publishedVersion }: Article): string | null {
  const note = useTakenOutNote()
  const { data } = useArticleVersion(id, publishedVersion ?? version)
  return publishedVersion !== null && data?.audience === 'public' ? note : null
}
