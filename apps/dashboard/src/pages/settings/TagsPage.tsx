import { TAG_LENGTH_MAX, type TagUse } from '@hilo/protocol'
import { Tag } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useDeleteTag, useRenameTag, useTagUses } from '../../api/tags.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { ListPage } from '../list/ListPage.tsx'

/** The tags of the org: renamed and deleted here, on all conversations at once. */
export function TagsPage() {
  const words = useWords().tags.page
  return (
    <ListPage
      words={words}
      list={useTagUses()}
      action={null}
      intro={words.intro}
      row={(tag) => <TagRow key={tag.name} tag={tag} />}
    />
  )
}

function TagRow({ tag }: { tag: TagUse }) {
  const words = useWords().tags.page
  const readOnly = useReadOnlyReason()
  const [doing, setDoing] = useState<'rename' | 'delete' | null>(null)
  const count = useCount(tag)
  const close = () => setDoing(null)
  return (
    <ItemRow
      end={
        <>
          <Button
            aria-label={words.renameOf(tag.name)}
            disabledReason={readOnly}
            onClick={() => setDoing(doing === 'rename' ? null : 'rename')}
          >
            {words.rename}
          </Button>
          <Button
            aria-label={words.deleteOf(tag.name)}
            disabledReason={readOnly}
            onClick={() => setDoing('delete')}
          >
            {words.delete}
          </Button>
        </>
      }
      below={
        <>
          {doing === 'rename' && <RenameForm tag={tag} onClose={close} />}
          {doing === 'delete' && <DeleteDialog tag={tag} onClose={close} />}
        </>
      }
    >
      <Inline isWrapping>
        <Badge icon={Tag}>{tag.name}</Badge>
        {tag.isInInstructions && <Badge title={words.inInstructionsHint}>{words.inInstructions}</Badge>}
      </Inline>
      <Text size="sm" tone="muted">
        {tag.conversations === 0 ? words.unused : count}
      </Text>
    </ItemRow>
  )
}

function RenameForm({ tag, onClose }: { tag: TagUse; onClose: () => void }) {
  const words = useWords().tags.page
  const rename = useRenameTag()
  const [to, setTo] = useState(tag.name)
  const count = useCount(tag)
  const isSame = to.trim() === '' || to.trim() === tag.name
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isSame || rename.isPending) return
    const change = { tag: tag.name, to: to.trim() }
    rename.mutate(change, {
      onSuccess: () => {
        toast({ tone: 'plain', title: words.renamed(change.tag, change.to) })
        onClose()
      },
    })
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.newName}
        hint={[...(tag.conversations > 0 ? [words.renameBody(count)] : []), ...warningsOf(tag, words)].join(
          ' ',
        )}
        autoFocus
        maxLength={TAG_LENGTH_MAX}
        value={to}
        error={rename.error && explainError(rename.error)}
        onChange={setTo}
      />
      <Inline>
        <Button
          variant="primary"
          type="submit"
          disabledReason={isSame ? words.same : rename.isPending && words.saving}
        >
          {words.save}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </Inline>
    </Form>
  )
}

function DeleteDialog({ tag, onClose }: { tag: TagUse; onClose: () => void }) {
  const { tags, shortcuts } = useWords()
  const words = tags.page
  const remove = useDeleteTag()
  const count = useCount(tag)
  const confirm = () =>
    remove.mutate(tag.name, {
      onSuccess: () => {
        toast({ tone: 'plain', title: words.deleted(tag.name) })
        onClose()
      },
    })
  return (
    <Confirm
      isDanger
      title={words.deleteTitle(tag.name)}
      body={[
        tag.conversations > 0 ? words.deleteBody(count) : words.deleteUnused,
        ...warningsOf(tag, words),
      ].join(' ')}
      action={words.delete}
      cancel={words.cancel}
      closeLabel={shortcuts.close}
      error={remove.error && explainError(remove.error)}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}

type Warnings = { elsewhere: string; instructions: string }

/** What goes on with the old name. */
function warningsOf({ isInInstructions }: TagUse, words: Warnings): string[] {
  return [...(isInInstructions ? [words.instructions] : []), words.elsewhere]
}

function useCount({ conversations }: TagUse): string {
  const language = useLanguage()
  return useWords().tags.page.conversations(conversations.toLocaleString(language), conversations === 1)
}
