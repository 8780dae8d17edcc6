import { type Article, plainWords } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { BUTTON_LINK } from '../../ui/LinkBox.tsx'
import { ItemRow } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { ArticleBadges } from './ArticleBadges.tsx'
import { AskedNote } from './AskedNote.tsx'
import { problemsOf } from './draft.ts'
import { EditNotices } from './EditNotices.tsx'
import { useEditing } from './use-editing.ts'
import { useAskingSets } from './use-gates.ts'

/** A question with its answer, changed where it stands. */
export function QuestionRow({ article }: { article: Article }) {
  const { knowledge: words } = useWords()
  const readOnly = useReadOnlyReason()
  const [isOpen, setOpen] = useState(false)
  const { id, newest } = article
  return (
    <ItemRow
      end={
        <>
          <Link to="/knowledge/articles/$articleId" params={{ articleId: id }} className={BUTTON_LINK}>
            {words.open}
          </Link>
          {!isOpen && (
            <Button disabledReason={readOnly} onClick={() => setOpen(true)}>
              {words.edit}
            </Button>
          )}
        </>
      }
      below={isOpen && <QuestionForm article={article} onClose={() => setOpen(false)} />}
    >
      <Text isStrong isBroken>
        {newest.title}
      </Text>
      {!isOpen && (
        <Text as="p" size="sm" tone="muted" isBroken>
          {shortened(plainWords(newest.body))}
        </Text>
      )}
      <Inline isWrapping gap={1}>
        <ArticleBadges state={article} language={newest.language} audience={newest.audience} />
        {newest.alternates.length > 0 && (
          <Text size="xs" tone="muted" title={newest.alternates.join('\n')}>
            {words.alternatesCount(newest.alternates.length)}
          </Text>
        )}
      </Inline>
    </ItemRow>
  )
}

const SHOWN_MAX = 240

function shortened(body: string): string {
  return body.length > SHOWN_MAX ? `${body.slice(0, SHOWN_MAX).trimEnd()}…` : body
}

function QuestionForm({ article, onClose }: { article: Article; onClose: () => void }) {
  const { knowledge: words, apiKeys, backends, gates } = useWords()
  const navigate = useNavigate()
  const editing = useEditing(article, { words: article.newest, kind: 'faq' })
  const { words: written, change, isSaving, isOvertaken, discard } = editing
  const [problem] = problemsOf(written, true)
  const asking = useAskingSets(written.audience)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem || isSaving || isOvertaken) return
    if (asking !== null) {
      editing.save().then(({ id: articleId }) => {
        void navigate({ to: '/knowledge/articles/$articleId', params: { articleId } })
      }, sayRefused)
      return
    }
    editing.publish('newest').then(() => {
      toast({ tone: 'plain', title: words.published })
      onClose()
    }, sayRefused)
  }
  const leave = () => {
    discard()
    onClose()
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <EditNotices article={article} editing={editing} />
      <LineControl
        label={words.question}
        autoFocus
        value={written.title}
        error={problem?.startsWith('title') ? words.problems[problem] : null}
        onChange={(title) => change({ title })}
      />
      <LinesControl label={words.answer} value={written.body} onChange={(body) => change({ body })} />
      <LinesControl
        label={words.alternates}
        note={words.alternatesNote}
        value={written.alternates.join('\n')}
        error={problem?.startsWith('alternate') ? words.problems[problem] : null}
        onChange={(text) => change({ alternates: text === '' ? [] : text.split('\n') })}
      />
      <AskedNote asking={asking} />
      <Inline>
        <Button
          variant="primary"
          type="submit"
          disabledReason={isSaving ? backends.saving : isOvertaken && words.decideFirst}
        >
          {asking === null ? words.publish : gates.saveAndTry}
        </Button>
        <Button onClick={leave}>{apiKeys.cancel}</Button>
      </Inline>
    </Form>
  )
}
