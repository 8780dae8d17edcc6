import type { AiProvider, Meaning } from '@hilo/protocol'
import { useState } from 'react'
import { writersOf } from '../../api/ai.ts'
import { isUnderWay, useChooseMeaning, useMeaning } from '../../api/meaning.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { ChoiceControl } from '../../ui/Control.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { useNow } from '../../ui/now.ts'
import { Part } from '../../ui/Page.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Table } from '../../ui/Table.tsx'
import { Text } from '../../ui/Text.tsx'
import { EvidenceTrial } from './EvidenceTrial.tsx'
import type { Providers } from './ProvidersTab.tsx'
import { SendArticles } from './SendArticles.tsx'

/** Who places articles so that they are found by their meaning too, and whether that helps. */
export function MeaningPart({ providers }: { providers: Providers }) {
  const { meaning: words } = useWords()
  const { data, error, isPending, refetch } = useMeaning()
  return (
    <Part title={words.title}>
      <Stack gap={3}>
        <Text as="p" size="sm" tone="muted">
          {words.intro}
        </Text>
        {isPending && <SkeletonItems count={1} label={words.title} />}
        {error && !data && (
          <ErrorState title={words.error} reason={explainError(error)} onRetry={() => void refetch()} />
        )}
        {data && <Choice meaning={data} providers={providers} />}
        {data?.provider && <Standing meaning={data} isDemo={isSimulated(data, providers)} />}
      </Stack>
    </Part>
  )
}

function Choice({ meaning, providers }: { meaning: Meaning; providers: Providers }) {
  const { meaning: words, ai } = useWords()
  const readOnly = useReadOnlyReason()
  const choose = useChooseMeaning()
  const [asked, setAsked] = useState<string | null>(null)
  const able = writersOf(providers).flatMap((one) => {
    const model = modelOf(one, providers)
    const name = one.kind === 'installation' ? ai.kinds.installation : one.name
    return model === null ? [] : [{ value: one.name, label: words.option(name, model), kind: one.kind }]
  })
  if (able.length === 0 && meaning.provider === null) {
    return (
      <Text as="p" size="sm">
        {words.nobodyCan}
      </Text>
    )
  }
  return (
    <>
      <ChoiceControl
        label={words.provider}
        hint={readOnly || (choose.isPending ? words.saving : words.privacy)}
        disabled={Boolean(readOnly) || choose.isPending}
        value={meaning.provider ?? ''}
        options={[{ value: '', label: words.nobody }, ...able]}
        onChange={(name) => (name === '' ? choose.mutate(null, { onError: sayRefused }) : setAsked(name))}
      />
      {asked && (
        <SendArticles
          provider={asked}
          isIncluded={able.find(({ value }) => value === asked)?.kind === 'installation'}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

/** Whether the demo's provider is the one that was chosen. */
function isSimulated({ provider }: Meaning, { providers, installation }: Providers): boolean {
  const chosen = providers.find(({ name }) => name === provider)
  return chosen?.kind === 'installation' && installation?.isSimulated === true
}

function modelOf({ kind, embeddingModel }: AiProvider, { installation }: Providers): string | null {
  return embeddingModel ?? (kind === 'installation' ? (installation?.embeddingModel ?? null) : null)
}

/** How far it is, in one sentence, with what is in its way; below it the trial on which that rests. */
function Standing({ meaning, isDemo }: { meaning: Meaning; isDemo: boolean }) {
  const { meaning: words } = useWords()
  const state = useStateWords(meaning)
  const { refused, problem } = meaning
  const isDone = !isUnderWay(meaning) && problem === null
  return (
    <Stack gap={2}>
      <div role="status">
        <Text as="p" size="sm" tone={problem === null ? 'ink' : 'fail'}>
          {problem === null ? state : words.problem(problem)}
        </Text>
      </div>
      {refused > 0 && (
        <Text as="p" size="sm" tone="wait">
          {words.refused(refused)}
        </Text>
      )}
      {isDone && isDemo && (
        <Text as="p" size="sm" tone="muted">
          {words.demo}
        </Text>
      )}
      {meaning.tried.some(({ asked }) => asked > 0) && <Trial meaning={meaning} />}
    </Stack>
  )
}

function useStateWords({ chunks, placed, verdict, askedMin, tried }: Meaning): string {
  const { meaning: words, knowledge } = useWords()
  const language = useLanguage()
  if (chunks === 0) return words.nothing
  if (placed < chunks) return words.placing(placed.toLocaleString(language), chunks.toLocaleString(language))
  if (verdict === null) return words.trying
  if (verdict === 'used') return words.used
  if (verdict === 'not_better') return words.notBetter
  const counted = tried.map(({ kind, asked }) => `${knowledge.kindsOf[kind]}: ${asked}`)
  return words.tooFew(askedMin, counted.join(', '))
}

function Trial({ meaning: { tried, triedAt } }: { meaning: Meaning }) {
  const { meaning: words, knowledge, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : (part / whole).toLocaleString(language, { style: 'percent' })
  const rows = tried.map(({ kind, asked, weight, verdict, without, with: found }) => {
    const both = (at: 'first' | 'five') => `${share(without[at], asked)} → ${share(found[at], asked)}`
    // Of one that only proves, it is said below.
    const finds = weight === 0 && verdict === 'used' ? 'not_better' : verdict
    return [knowledge.kindsOf[kind], asked, both('first'), both('five'), words.verdicts[finds]] as const
  })
  if (triedAt === null) return null
  return (
    <Disclosure summary={words.trial(relativeTime(triedAt, now, time))}>
      <Stack gap={2}>
        <Text as="p" size="sm" tone="muted">
          {words.trialHint}
        </Text>
        <Table
          label={words.trialHint}
          titles={[words.kind, words.asked, words.first, words.five, words.verdict]}
          rows={rows}
        />
        <EvidenceTrial tried={tried} />
      </Stack>
    </Disclosure>
  )
}
