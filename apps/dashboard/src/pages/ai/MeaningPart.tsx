import type { AiProvider, Meaning } from '@hilo/protocol'
import { writersOf } from '../../api/ai.ts'
import { isUnderWay, useChooseMeaning, useMeaning } from '../../api/meaning.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { relativeTime } from '../../i18n/time.ts'
import { ChoiceControl } from '../../ui/Control.tsx'
import { useNow } from '../../ui/now.ts'
import { Part } from '../../ui/Page.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Table } from '../../ui/Table.tsx'
import { Text } from '../../ui/Text.tsx'
import { useReadOnlyReason } from '../backends/read-only.ts'
import { sayRefused } from '../backends/refusal.ts'
import type { Providers } from './ProvidersTab.tsx'

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
        {data?.provider && <Standing meaning={data} />}
      </Stack>
    </Part>
  )
}

function Choice({ meaning, providers }: { meaning: Meaning; providers: Providers }) {
  const { meaning: words } = useWords()
  const readOnly = useReadOnlyReason()
  const choose = useChooseMeaning()
  const able = writersOf(providers).flatMap((one) => {
    const model = modelOf(one, providers)
    return model === null ? [] : [{ value: one.name, label: words.option(one.name, model) }]
  })
  if (able.length === 0 && meaning.provider === null) {
    return (
      <Text as="p" size="sm">
        {words.nobodyCan}
      </Text>
    )
  }
  return (
    <ChoiceControl
      label={words.provider}
      hint={readOnly || (choose.isPending ? words.saving : words.privacy)}
      disabled={Boolean(readOnly) || choose.isPending}
      value={meaning.provider ?? ''}
      options={[{ value: '', label: words.nobody }, ...able]}
      onChange={(name) => choose.mutate(name === '' ? null : name, { onError: sayRefused })}
    />
  )
}

function modelOf({ kind, embeddingModel }: AiProvider, { installation }: Providers): string | null {
  return embeddingModel ?? (kind === 'installation' ? (installation?.embeddingModel ?? null) : null)
}

/** How far placing is, and what the org's own questions found with it. */
function Standing({ meaning }: { meaning: Meaning }) {
  const { meaning: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  const { placed, chunks, refused, problem, triedAt } = meaning
  const number = (count: number) => count.toLocaleString(language)
  return (
    <Stack gap={2}>
      <div role="status">
        <Text as="p" size="sm">
          {[
            chunks === 0 ? words.nothing : words.placed(number(placed), number(chunks)),
            refused > 0 && words.refused(refused),
            isUnderWay(meaning) && placed === chunks && words.trying,
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
        {problem !== null && (
          <Text as="p" size="sm" tone="fail">
            {words.problem(problem)}
          </Text>
        )}
      </div>
      {triedAt !== null && (
        <>
          <Text as="p" size="sm" tone="muted">
            {words.triedAt(relativeTime(triedAt, now, time))}
          </Text>
          <Trial tried={meaning.tried} />
        </>
      )}
    </Stack>
  )
}

/** Fewer questions are no trial: the server uses nothing by them. */
const ASKED_MIN = 10

function Trial({ tried }: { tried: Meaning['tried'] }) {
  const { meaning: words, knowledge } = useWords()
  const language = useLanguage()
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : (part / whole).toLocaleString(language, { style: 'percent' })
  const rows = tried.map(({ kind, asked, weight, without, with: found }) => {
    const both = (at: 'first' | 'five') => `${share(without[at], asked)} → ${share(found[at], asked)}`
    const verdict = weight > 0 ? words.used : asked < ASKED_MIN ? words.tooFew : words.notUsed
    return [knowledge.kindsOf[kind], asked, both('first'), both('five'), verdict] as const
  })
  return (
    <Table
      label={words.title}
      titles={[words.kind, words.asked, words.first, words.five, words.verdict]}
      rows={rows}
    />
  )
}
