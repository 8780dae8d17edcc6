import { type Conversation, TAG_LENGTH_MAX } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { Tag, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useTagging, useTags } from '../../api/tags.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'

/** What the conversation is about: its tags, and a way to put one of the org's on it, or a new one. */
export function TagsSection({ conversation: { id, tags } }: { conversation: Conversation }) {
  const { tags: words } = useWords()
  const [isAdding, setAdding] = useState(false)
  const { add, remove } = useTagging(id)
  const canManage = useReadOnlyReason() === null
  return (
    <Section
      title={words.title}
      aside={
        canManage && (
          <Link to="/settings/tags" className={LONE_LINK}>
            {words.manage}
          </Link>
        )
      }
    >
      <Stack gap={2}>
        <Inline gap={1} isWrapping>
          {tags.map((tag) => (
            <Inline key={tag} gap={0}>
              <Badge icon={Tag}>{tag}</Badge>
              <IconButton icon={X} label={words.remove(tag)} onClick={() => remove.mutate(tag)} />
            </Inline>
          ))}
          {!isAdding && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
        </Inline>
        {isAdding && <AddForm has={tags} add={add} onClose={() => setAdding(false)} />}
        <Refusal error={remove.error} />
      </Stack>
    </Section>
  )
}

type AddProps = { has: readonly string[]; add: ReturnType<typeof useTagging>['add']; onClose: () => void }

function AddForm({ has, add, onClose }: AddProps) {
  const { tags: words, apiKeys, backends } = useWords()
  const known = useTags().data ?? []
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && !add.isPending) add.mutate(name, { onSuccess: onClose })
  }
  const close = () => {
    add.reset()
    onClose()
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.name}
        hint={words.nameHint}
        autoFocus
        maxLength={TAG_LENGTH_MAX}
        options={known.filter((tag) => !has.includes(tag))}
        value={name}
        onChange={setName}
      />
      <Refusal error={add.error} />
      <Inline>
        <Button
          variant="primary"
          type="submit"
          disabledReason={name.trim() === '' ? words.fillIn : add.isPending && backends.saving}
        >
          {words.put}
        </Button>
        <Button onClick={close}>{apiKeys.cancel}</Button>
      </Inline>
    </Form>
  )
}
