import { type AnswersBy, type api, type ContractReturns, type Id, plainWords } from '@hilo/protocol'
import { useState } from 'react'
import { type AskedQuestion, useTryAnswer } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { useInboxes } from '../../api/session.ts'
import { useWords } from '../../i18n/language.ts'
import { languageName } from '../../i18n/language-name.ts'
import { exactDuration } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ChoiceControl } from '../../ui/Control.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Part } from '../../ui/Page.tsx'
import { Quotation } from '../../ui/Quotation.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Nested, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { VariantLines } from '../answer/VariantLines.tsx'

type Tried = ContractReturns<typeof api.tryAnswer>

/** What a contact would be answered, on demand: a model may be asked for it. */
export function TryAnswerPart({ asked }: { asked: AskedQuestion }) {
  const { knowledge: words } = useWords()
  const readOnly = useReadOnlyReason()
  const trying = useTryAnswer()
  const inboxes = useInboxes().data ?? []
  const [chosen, choose] = useState<Id | '' | null>(null)
  const inboxId = chosen ?? usualOf(inboxes)
  return (
    <Part
      title={words.wouldSay}
      aside={
        <Button
          hint={words.tryAnswerHint}
          disabledReason={readOnly ?? (trying.isPending && words.answering)}
          onClick={() => trying.mutate({ ...asked, ...(inboxId && { inboxId }) })}
        >
          {words.tryAnswer}
        </Button>
      }
    >
      {inboxes.length > 0 && (
        <ChoiceControl
          label={words.askedIn}
          value={inboxId}
          options={[
            { value: '', label: words.askedAnywhere },
            ...inboxes.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => {
            choose(id)
            trying.reset()
          }}
        />
      )}
      {trying.isPending && (
        <Text size="sm" tone="muted">
          {words.answering}
        </Text>
      )}
      <Refusal error={trying.error} />
      {trying.data && !trying.isPending && <TriedView tried={trying.data} />}
    </Part>
  )
}

function TriedView({ tried }: { tried: Tried }) {
  const { knowledge: words } = useWords()
  const { action, text, citations, reason, trace } = tried
  const open = action === 'answer' ? (trace.parts ?? []).filter(({ isAnswered }) => !isAnswered) : []
  return (
    <div role="status">
      <Stack gap={3}>
        <Inline isWrapping>
          <Badge tone={action === 'answer' ? 'done' : 'wait'}>{words.actions[action]}</Badge>
          {reason && action !== 'answer' && <Text size="sm">{words.reasons[reason]}</Text>}
        </Inline>
        <Quotation text={text} source={action === 'answer' ? words.modes[trace.mode] : words.told} />
        {citations.map(({ chunkId, title, quote, start }) => (
          <Quotation
            key={`${chunkId}-${start}`}
            text={plainWords(quote)}
            source={action === 'suggest' ? words.offeredFrom : words.citedFrom(title)}
          />
        ))}
        {(open.length > 0 || (reason && action === 'answer')) && (
          <OpenParts questions={open.map(({ question }) => question)} reason={reason} />
        )}
        <Disclosure summary={words.why}>
          <WhyFacts tried={tried} />
        </Disclosure>
      </Stack>
    </div>
  )
}

type OpenProps = { questions: readonly string[]; reason: Tried['reason'] }

/** What of several questions the answer says nothing to. */
function OpenParts({ questions, reason }: OpenProps) {
  const { knowledge: words } = useWords()
  return (
    <Stack gap={2}>
      <Inline isWrapping>
        <Badge tone="wait">{words.openParts}</Badge>
        {reason && <Text size="sm">{words.leftOpen}</Text>}
      </Inline>
      {questions.map((question) => (
        <Nested key={question}>
          <Text as="p" isBroken>
            {question}
          </Text>
        </Nested>
      ))}
    </Stack>
  )
}

function WhyFacts({ tried: { trace } }: { tried: Tried }) {
  const { ai, knowledge: words, time } = useWords()
  const { language, variants, tries, fault, ms } = trace
  const failures = tries.flatMap((one) => one.failures.map(({ code, what }) => `${code}: ${what}`))
  return (
    <Facts
      facts={[
        [words.language, languageName(language)],
        [words.lookedFor, <VariantLines key={language} language={language} variants={variants} />],
        [words.verified, failures.join('; ')],
        [words.fault, fault && `${ai.faults[fault.fault]} ${fault.reason}`],
        [words.took, exactDuration(ms, time)],
      ]}
    />
  )
}

/** The first in which AI answers: its instructions are what contacts meet. */
function usualOf(inboxes: readonly { id: Id; answersBy: AnswersBy }[]): Id | '' {
  return inboxes.find(({ answersBy }) => answersBy === 'ai')?.id ?? ''
}
