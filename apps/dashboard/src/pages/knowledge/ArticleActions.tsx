import { AppError, type Article } from '@hilo/protocol'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { EllipsisVertical, EyeOff, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Menu, MenuItem } from '../../ui/Menu.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { toast } from '../../ui/toast.ts'
import { gateIssues } from '../ai-tests/gate-issues.ts'
import { statusOf } from './ArticleBadges.tsx'
import { DeleteDialog, UnpublishDialog } from './TakeOutDialogs.tsx'
import { type Editing, isOfFields } from './use-editing.ts'
import { useAskingSets } from './use-gates.ts'

type Props = { article: Article | null; editing: Editing }

/** Saves, publishes, takes back and deletes. */
export function ArticleActions({ article, editing }: Props) {
  const { knowledge: words, gates } = useWords()
  const asking = useAskingSets(editing.words.audience)
  const finish = useFinish(editing)
  const { isDirty, publish, save } = editing
  const blocked = useBlocked(editing)
  const isCurrent = article !== null && !isDirty && statusOf(article) === 'published'
  const publishIt = () => {
    if (!editing.isWhole(true)) return
    // What test sets have against it stands on its page: one that is new gets that first.
    if (article === null && asking !== null) finish(save(), gates.savedToTry(asking))
    else finish(publish('newest'), words.published)
  }
  return (
    <Inline pad={2} isRigid>
      <Button
        disabledReason={blocked ?? (article && !isDirty ? words.nothingToSave : null)}
        onClick={() => editing.isWhole() && finish(save(), words.saved)}
      >
        {words.saveDraft}
      </Button>
      <Button
        variant="primary"
        hint={words.publishHint}
        disabledReason={blocked ?? (isCurrent && words.answersAlready)}
        onClick={publishIt}
      >
        {words.publish}
      </Button>
      {article && <MoreActions article={article} editing={editing} />}
    </Inline>
  )
}

/** Why nothing can be saved now. */
function useBlocked({ isSaving, isOvertaken }: Editing): string | null {
  const { backends, knowledge } = useWords()
  const readOnly = useReadOnlyReason()
  if (readOnly) return readOnly
  if (isSaving) return backends.saving
  return isOvertaken ? knowledge.decideFirst : null
}

/** Says how it ended; one that is new gets its own address. */
function useFinish({ isDirty }: Editing) {
  const router = useRouter()
  const navigate = useNavigate()
  const { from } = useSearch({ from: '/app/knowledge/articles/$articleId' })
  return (work: Promise<Article>, sentence: string) => {
    const here = router.latestLocation.pathname
    work.then(
      ({ id: articleId }) => {
        toast({ tone: 'plain', title: sentence })
        // Whoever went on meanwhile is not called back.
        if (router.latestLocation.pathname !== here) return
        const search = from === undefined ? {} : { from }
        void navigate({ to: '/knowledge/articles/$articleId', params: { articleId }, search, replace: true })
      },
      (error) => {
        // Both are told on the page.
        if (isOfFields(error) || gateIssues(error).length > 0) return
        // Of what somebody else saved the page tells itself, above what was written.
        if (!isDirty || !(error instanceof AppError) || error.code !== 'conflict') sayRefused(error)
      },
    )
  }
}

function MoreActions({ article, editing }: { article: Article; editing: Editing }) {
  const { knowledge: words } = useWords()
  const finish = useFinish(editing)
  const [asked, ask] = useState<'delete' | 'unpublish' | null>(null)
  const readOnly = useReadOnlyReason()
  const onClose = () => ask(null)
  if (readOnly) return null
  return (
    <>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={words.moreActions} />}>
        {article.publishedVersion !== null && (
          <MenuItem icon={EyeOff} onSelect={() => ask('unpublish')}>
            {words.unpublish}
          </MenuItem>
        )}
        <MenuItem icon={Trash2} onSelect={() => ask('delete')}>
          {words.remove}
        </MenuItem>
      </Menu>
      {asked === 'delete' && <DeleteDialog {...{ article, editing, onClose }} />}
      {asked === 'unpublish' && (
        <UnpublishDialog
          article={article}
          onConfirm={() => {
            onClose()
            finish(editing.publish(null), words.unpublished)
          }}
          onClose={onClose}
        />
      )}
    </>
  )
}
