import type { Answer, Rating } from '@hilo/protocol'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useRateAnswer } from '../../api/answers.ts'
import { useSession } from '../../api/session.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Form } from '../../ui/Form.tsx'
import { Section } from '../../ui/Pane.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'

const ICONS = { good: ThumbsUp, bad: ThumbsDown }
const WHY_MAX = 1_000

/** What people said of the answer, and what the member thinks of it. */
export function RatingSection({ answer, version }: { answer: Answer; version: number }) {
  const { answers: words } = useWords()
  const { member } = useSession()
  const own = answer.feedback.find(({ by, name }) => by === 'member' && name === member.name)
  const [why, setWhy] = useState(own?.why ?? '')
  const rate = useRateAnswer(answer, version)
  const given = rate.isPending ? rate.variables.rating : (own?.rating ?? null)
  const send = (rating: Rating | null) => rate.mutate({ rating, why: rating && (why.trim() || null) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(given)
  }
  return (
    <Section
      title={words.rate}
      aside={
        <Inline gap={1}>
          {(['good', 'bad'] as const).map((rating) => (
            <IconButton
              key={rating}
              icon={ICONS[rating]}
              label={words.ratings[rating]}
              isActive={given === rating}
              aria-pressed={given === rating}
              onClick={() => send(given === rating ? null : rating)}
            />
          ))}
        </Inline>
      }
    >
      <Stack gap={2}>
        {given && (
          <Form onSubmit={submit}>
            <LineControl
              label={words.rateWhy}
              maxLength={WHY_MAX}
              value={why}
              error={rate.error && explainError(rate.error)}
              onChange={setWhy}
            />
            {why.trim() !== (own?.why ?? '') && (
              <Button type="submit" disabledReason={rate.isPending && words.saving}>
                {words.save}
              </Button>
            )}
          </Form>
        )}
        <Facts
          facts={answer.feedback
            .filter((one) => one !== own)
            .map(({ by, name, rating, why: said }) => [
              by === 'contact' ? words.contact : (name ?? words.member),
              [words.ratings[rating], said].filter(Boolean).join(': '),
            ])}
        />
      </Stack>
    </Section>
  )
}
