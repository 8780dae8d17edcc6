import type { Suggestion } from '@hilo/protocol'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useDecideSuggestion, useSuggestions } from '../../api/gaps.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { LineControl, LinesControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { LONE_LINK } from '../../ui/LinkBox.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { AddToArticle } from './AddToArticle.tsx'
import { AskedNote } from './AskedNote.tsx'
import { useAskingSets } from './use-gates.ts'

/** What members answered: each becomes an article in the words that are approved, or none. */
export function SuggestionsPart() {
  const { knowledge: words } = useWords()
  const { data, error } = useSuggestions()
  if (error && !data) {
    return (
      <div role="alert">
        <Text size="sm" tone="fail">
          {`${words.suggestionsError}: ${explainError(error)}`}
        </Text>
      </div>
    )
  }
  if (!data || data.length === 0) return null
  return (
    <Part title={words.suggestions} intro={words.suggestionsIntro}>
      <Rows label={words.suggestions}>
        {data.map((suggestion) => (
          <SuggestionRow key={suggestion.id} suggestion={suggestion} />
        ))}
      </Rows>
    </Part>
  )
}

function SuggestionRow({ suggestion }: { suggestion: Suggestion }) {
  const { knowledge: words, backends, time } = useWords()
  const now = useNow()
  const readOnly = useReadOnlyReason()
  const decide = useDecideSuggestion()
  const [isOpen, setOpen] = useState(false)
  const { id: suggestionId, question, answer, language, conversationId, askedAt } = suggestion
  return (
    <ItemRow
      end={
        !isOpen && (
          <>
            <Button disabledReason={readOnly} onClick={() => setOpen(true)}>
              {words.review}
            </Button>
            <AddToArticle addition={{ questions: [question], answer }} language={language} />
            <Button
              hint={words.rejectHint}
              disabledReason={readOnly ?? (decide.isPending && backends.saving)}
              onClick={() => decide.mutate({ suggestionId, article: null }, { onError: sayRefused })}
            >
              {words.reject}
            </Button>
          </>
        )
      }
      below={isOpen && <ApproveForm suggestion={suggestion} onClose={() => setOpen(false)} />}
    >
      <Inline isWrapping>
        <Text isStrong isBroken>
          {question}
        </Text>
        <Badge title={languageName(language)}>{language}</Badge>
      </Inline>
      {!isOpen && (
        <Text as="p" size="sm" tone="muted" isBroken>
          {answer}
        </Text>
      )}
      <Inline isWrapping>
        <Text size="sm" tone="muted">
          {words.askedAt(relativeTime(askedAt, now, time))}
        </Text>
        <Link to="/inbox/$conversationId" params={{ conversationId }} className={LONE_LINK}>
          {words.openConversation}
        </Link>
      </Inline>
    </ItemRow>
  )
}

function ApproveForm({ suggestion, onClose }: { suggestion: Suggestion; onClose: () => void }) {
  const { knowledge: words, apiKeys, backends, gates } = useWords()
  const navigate = useNavigate()
  const asking = useAskingSets('public')
  const { id: suggestionId, language } = suggestion
  const decide = useDecideSuggestion()
  const [question, setQuestion] = useState(suggestion.question)
  const [answer, setAnswer] = useState(suggestion.answer)
  const isWhole = question.trim() !== '' && answer.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isWhole || decide.isPending) return
    const asked = suggestion.question.trim().slice(0, 300)
    const alternates = asked === question.trim() ? [] : [asked]
    const article = {
      language,
      audience: 'public' as const,
      title: question.trim(),
      body: answer,
      alternates,
    }
    decide.mutate(
      { suggestionId, article: { ...article, isPublished: asking === null } },
      {
        onSuccess: ({ articleId }) => {
          if (asking === null) toast({ tone: 'plain', title: words.published })
          else if (articleId !== null)
            void navigate({ to: '/knowledge/articles/$articleId', params: { articleId } })
        },
      },
    )
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <LineControl
        label={words.question}
        hint={words.suggestedQuestionHint}
        autoFocus
        maxLength={300}
        value={question}
        error={question.trim() === '' ? words.fillIn : null}
        onChange={setQuestion}
      />
      <LinesControl
        label={words.answer}
        hint={words.suggestedAnswerHint}
        value={answer}
        error={answer.trim() === '' ? words.fillIn : null}
        onChange={setAnswer}
      />
      <AskedNote asking={asking} />
      <Refusal error={decide.error} />
      <Inline>
        <Button variant="primary" type="submit" disabledReason={decide.isPending && backends.saving}>
          {asking === null ? words.approve : gates.saveAndTry}
        </Button>
        <Button onClick={onClose}>{apiKeys.cancel}</Button>
      </Inline>
    </Form>
  )
}
