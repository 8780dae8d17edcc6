import type { AiInstruction, InstructionPlace, PastQuestion, Rehearsal } from '@hilo/protocol'
import { useState } from 'react'
import { rehearse, usePastQuestions } from '../../api/ai-instructions.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useWords } from '../../i18n/language.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { Halves } from '../../ui/Writing.tsx'
import type { Editing } from './use-editing.ts'

type Props = { place: InstructionPlace; instruction: AiInstruction; editing: Editing }

/** What a question came to, both ways; a fault is said in its place. */
type Tried = { published: Rehearsal | string; draft: Rehearsal | string }

/** Past questions answered by what holds and by the draft; what that costs is said before. */
export function TryPart({ place, instruction, editing }: Props) {
  const { instructions: words } = useWords()
  const readOnly = useReadOnlyReason()
  const questions = usePastQuestions(place).data ?? []
  const [tried, setTried] = useState<ReadonlyMap<string, Tried>>(new Map())
  const [isTrying, setTrying] = useState(false)
  if (instruction.newest === null) return null
  const run = async () => {
    setTrying(true)
    setTried(new Map())
    for (const { answerId } of questions) {
      const both = await tryBoth(place, answerId)
      setTried((before) => new Map(before).set(answerId, both))
    }
    setTrying(false)
  }
  const nothing = questions.length === 0 ? words.tryNone : editing.isInForce ? words.trySame : null
  return (
    <Part
      title={words.tryOut}
      aside={
        <Button
          disabledReason={
            readOnly ?? nothing ?? (editing.isDirty ? words.tryDirty : isTrying && words.trying)
          }
          onClick={() => void run()}
        >
          {words.tryRun}
        </Button>
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.tryHint}
      </Text>
      <Text as="p" size="sm" tone={nothing ? 'muted' : 'ink'}>
        {nothing ?? words.tryCost(questions.length, dollarsOf(questions))}
      </Text>
      {tried.size > 0 && (
        <Rows label={words.tryOut}>
          {questions.map(({ answerId, question }) => (
            <TriedRow key={answerId} question={question} tried={tried.get(answerId)} />
          ))}
        </Rows>
      )}
    </Part>
  )
}

async function tryBoth(place: InstructionPlace, answerId: string): Promise<Tried> {
  const one = (isDraft: boolean) => rehearse(place, { answerId, isDraft }).catch(explainError)
  return { published: await one(false), draft: await one(true) }
}

/** Null: of one of them nobody knows it. */
function dollarsOf(questions: readonly PastQuestion[]): string | null {
  const costs = questions.map(({ microUsd }) => microUsd)
  if (costs.includes(null)) return null
  return ((2 * costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0)) / 1_000_000).toFixed(4)
}

function TriedRow({ question, tried }: { question: string; tried: Tried | undefined }) {
  const { instructions: words } = useWords()
  return (
    <ItemRow>
      <Text isStrong isBroken>
        {question}
      </Text>
      {tried ? (
        <Halves
          left={<Outcome title={words.byPublished} outcome={tried.published} />}
          right={<Outcome title={words.byDraft} outcome={tried.draft} />}
        />
      ) : (
        <Text size="sm" tone="muted">
          {words.trying}
        </Text>
      )}
    </ItemRow>
  )
}

function Outcome({ title, outcome }: { title: string; outcome: Rehearsal | string }) {
  const { instructions: words } = useWords()
  const isFault = typeof outcome === 'string'
  return (
    <Stack gap={1}>
      <Inline isWrapping>
        <Text size="sm" tone="muted">
          {title}
        </Text>
        {!isFault && outcome.action === 'handoff' && <Badge tone="wait">{words.tryHandoff}</Badge>}
      </Inline>
      <Text as="p" size="sm" tone={isFault ? 'fail' : 'ink'} isBroken>
        {isFault ? outcome : outcome.text}
      </Text>
      {!isFault && outcome.titles.length > 0 && (
        <Text size="sm" tone="muted">
          {words.tryFrom(outcome.titles.join(', '))}
        </Text>
      )}
    </Stack>
  )
}
