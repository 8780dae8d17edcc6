import { AppError } from '@hilo/protocol'
import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { signIn } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Form } from '../../ui/Form.tsx'
import { Card, PageTitle } from '../../ui/Frame.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'

/** E-mail and password; leads back to where the visitor wanted to go. */
export function SignInPage() {
  const { signIn: words } = useWords()
  const enter = useSignIn()
  const { link } = useSearch({ from: '/sign-in' })
  return (
    <Card>
      <PageTitle page={words.title} />
      <Stack gap={3}>
        <Mark size={36} />
        <Text as="h1" size="lg" isStrong>
          {words.title}
        </Text>
      </Stack>
      {link === 'used' && (
        <div role="alert">
          <Text size="sm" tone="wait">
            {words.linkUsed}
          </Text>
        </div>
      )}
      <Form onSubmit={(event) => submit(event, enter.mutate)}>
        <Field label={words.email} name="email" type="email" autoComplete="username" required autoFocus />
        <Field
          label={words.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {enter.error && <Refusal error={enter.error} />}
        <Button variant="primary" type="submit" disabledReason={enter.isPending && words.submitting}>
          {enter.isPending ? words.submitting : words.submit}
        </Button>
      </Form>
      {isLoopback(location.hostname) && (
        <Text as="p" size="sm" tone="muted">
          {words.hint}
        </Text>
      )}
    </Card>
  )
}

function Refusal({ error }: { error: Error }) {
  const { signIn: words } = useWords()
  const isWrong = error instanceof AppError && error.code === 'not_authenticated'
  return (
    <div role="alert">
      <Text size="sm" tone="fail">
        {isWrong ? words.wrong : explainError(error)}
      </Text>
    </div>
  )
}

type Credentials = { email: string; password: string }

function useSignIn() {
  const router = useRouter()
  const { next } = useSearch({ from: '/sign-in' })
  return useMutation({
    mutationFn: ({ email, password }: Credentials) => signIn(email, password),
    onSuccess: () => router.history.push(next ?? '/inbox'),
  })
}

// The one-time link is only printed in development.
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

function submit(event: FormEvent<HTMLFormElement>, send: (credentials: Credentials) => void) {
  event.preventDefault()
  const data = new FormData(event.currentTarget)
  send({ email: String(data.get('email')).trim(), password: String(data.get('password')) })
}
