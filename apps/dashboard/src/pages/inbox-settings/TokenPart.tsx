import type { InboxDetail } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useReplaceToken } from '../../api/inboxes.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime, startOfDay } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Form } from '../../ui/Form.tsx'
import { useNow } from '../../ui/now.ts'
import { Part } from '../../ui/Page.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'

type Props = { inbox: InboxDetail; token: NonNullable<InboxDetail['token']> }

/** How the token stands, and a way to give another. It is never shown. */
export function TokenPart({ inbox, token }: Props) {
  const { connect: words } = useWords()
  return (
    <Part title={words.tokenTitle}>
      {token.refusedAt && (
        <div role="alert">
          <Text as="p" tone="fail">
            {words.tokenRefused(words.problems.token_refused(''), inbox.waiting)}
          </Text>
        </div>
      )}
      <TokenTimes token={token} />
      <ReplaceForm inbox={inbox} />
    </Part>
  )
}

function TokenTimes({ token: { setAt, expiresAt } }: Pick<Props, 'token'>) {
  const { connect: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const end = expiresAt
    ? words.tokenEnds(relativeTime(expiresAt, now, time), fullTime(expiresAt, language))
    : words.tokenEndless
  const isToday = setAt !== null && startOfDay(Date.parse(setAt)) === startOfDay(now)
  const setWords = isToday ? words.tokenSetToday : setAt && words.tokenSet(relativeTime(setAt, now, time))
  return (
    <Text as="p" size="sm" tone="muted">
      {setAt ? `${setWords}. ${end}` : end}
    </Text>
  )
}

function ReplaceForm({ inbox }: Pick<Props, 'inbox'>) {
  const { connect: words } = useWords()
  const readOnly = useReadOnlyReason()
  const replace = useReplaceToken(inbox.id)
  const [token, setToken] = useState('')
  const failure = replace.data?.failure
  const error = replace.error
    ? explainError(replace.error)
    : failure?.problem
      ? words.problems[failure.problem](failure.detail ?? '')
      : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    replace.mutate(token.trim(), {
      onSuccess: (answer) => {
        if (answer.failure) return
        setToken('')
        toast({ tone: 'plain', title: words.replaced })
      },
    })
  }
  return (
    <Form onSubmit={submit}>
      <LineControl
        label={words.newToken}
        type="password"
        required
        value={token}
        error={error}
        onChange={setToken}
      />
      <Inline>
        <Button type="submit" disabledReason={readOnly ?? (replace.isPending && words.checking)}>
          {words.replace}
        </Button>
      </Inline>
    </Form>
  )
}
