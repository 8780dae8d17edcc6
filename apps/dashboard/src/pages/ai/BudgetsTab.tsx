import type { AiBudget, AiCaps, AiUnpriced } from '@hilo/protocol'
import { type FormEvent, useState } from 'react'
import { useAiBudgets, usePutBudget } from '../../api/ai.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { issuesOf } from '../../i18n/issue.ts'
import { type Language, useLanguage, useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { LineControl } from '../../ui/Control.tsx'
import { Bar } from '../../ui/Figures.tsx'
import { Form } from '../../ui/Form.tsx'
import { Part } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { Table } from '../../ui/Table.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { FieldRow } from '../../ui/Writing.tsx'
import { countOf, dollars, microUsdOf } from './money.ts'

const UNITS = ['steps', 'seconds', 'tokens', 'microUsd'] as const
type Unit = (typeof UNITS)[number]

/** What may be spent on models, and what was. */
export function BudgetsTab() {
  const { ai: words } = useWords()
  const { data, error, isPending, refetch } = useAiBudgets()
  return (
    <>
      <Text as="p" size="sm" tone="muted">
        {words.budgetsIntro}
      </Text>
      {isPending && <SkeletonItems count={4} label={words.tabs.budgets} />}
      {error && !data && (
        <ErrorState title={words.budgetsError} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data?.budgets.map((budget) => (
        <BudgetPart key={budget.scope} budget={budget} unpriced={data.unpriced} />
      ))}
    </>
  )
}

type PartProps = { budget: AiBudget; unpriced: readonly AiUnpriced[] }

function BudgetPart({ budget, unpriced }: PartProps) {
  const { ai: words } = useWords()
  const readOnly = useReadOnlyReason()
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { scope, caps, own, spent } = budget
  const rows = UNITS.map((unit) => {
    const cells = [
      ...(spent
        ? [amount(spent[unit], unit, language), <Bar key={unit} whole={shareOf(spent[unit], caps[unit])} />]
        : []),
      amount(caps[unit], unit, language),
      own[unit] === null ? words.usual : words.ownCap,
    ]
    return [words.units[unit], ...cells] as const
  })
  const titles = [words.of, ...(spent ? [words.spent, words.share] : []), words.cap, words.setBy]
  return (
    <Part
      title={words.scopes[scope]}
      aside={
        !isOpen && (
          <Button disabledReason={readOnly} onClick={() => setOpen(true)}>
            {words.change}
          </Button>
        )
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.scopeHints[scope]}
      </Text>
      <Table label={words.scopes[scope]} titles={titles} rows={rows} />
      {spent && spent.unknown > 0 && (
        <Text size="sm" tone="wait">
          {words.unknownCosts(spent.unknown)}
        </Text>
      )}
      {own.microUsd !== null && !isOpen && <UnpricedNote unpriced={unpriced} />}
      {isOpen && <CapsForm unpriced={unpriced} budget={budget} onClose={() => setOpen(false)} />}
    </Part>
  )
}

/** A cap on money silences what nobody can price: said where the cap stands, with what to do. */
function UnpricedNote({ unpriced }: Pick<PartProps, 'unpriced'>) {
  const { ai: words } = useWords()
  if (unpriced.length === 0) return null
  const models = unpriced.map(({ provider, model }) => `${model} (${provider})`).join(', ')
  return (
    <Text as="p" size="sm" tone="wait">
      {words.unpriced(models)}
    </Text>
  )
}

function CapsForm({ budget: { scope, own }, unpriced, onClose }: PartProps & { onClose: () => void }) {
  const { ai: words, apiKeys, backends } = useWords()
  const put = usePutBudget()
  const [typed, setTyped] = useState(() => typedOf(own))
  const caps = capsFrom(typed)
  const issues = issuesOf(put.error, { sent: put.variables?.caps, now: caps })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!caps) return
    put.mutate(
      { scope, caps },
      {
        onSuccess: () => {
          toast({ tone: 'plain', title: words.budgetSaved })
          onClose()
        },
      },
    )
  }
  return (
    <Form onSubmit={submit} isOwnJudge>
      <Stack gap={4}>
        <FieldRow>
          {UNITS.map((unit, at) => (
            <LineControl
              key={unit}
              label={words.units[unit]}
              autoFocus={at === 0}
              hint={words.emptyIsUsual}
              inputMode={unit === 'microUsd' ? 'decimal' : 'numeric'}
              value={typed[unit]}
              error={readUnit(unit, typed[unit]) === undefined ? words.notANumber : issues.at(unit)}
              onChange={(value) => setTyped({ ...typed, [unit]: value })}
            />
          ))}
        </FieldRow>
        {typed.microUsd.trim() !== '' && <UnpricedNote unpriced={unpriced} />}
        <Refusal error={put.error} fields={UNITS} />
        <Inline>
          <Button variant="primary" type="submit" disabledReason={put.isPending && backends.saving}>
            {words.save}
          </Button>
          <Button onClick={onClose}>{apiKeys.cancel}</Button>
        </Inline>
      </Stack>
    </Form>
  )
}

type TypedCaps = Record<Unit, string>

function typedOf(own: AiCaps): TypedCaps {
  const shown = (value: number | null) => (value === null ? '' : String(value))
  return {
    ...{ steps: shown(own.steps), seconds: shown(own.seconds), tokens: shown(own.tokens) },
    microUsd: own.microUsd === null ? '' : String(own.microUsd / 1_000_000),
  }
}

function readUnit(unit: Unit, typed: string): number | null | undefined {
  return unit === 'microUsd' ? microUsdOf(typed) : countOf(typed)
}

/** Null: one of them is no number. */
function capsFrom(typed: TypedCaps): AiCaps | null {
  const [steps, seconds, tokens, microUsd] = UNITS.map((unit) => readUnit(unit, typed[unit]))
  if (steps === undefined || seconds === undefined || tokens === undefined || microUsd === undefined)
    return null
  return { steps, seconds, tokens, microUsd }
}

function amount(value: number, unit: Unit, language: Language): string {
  return unit === 'microUsd' ? dollars(value, language) : Math.round(value).toLocaleString(language)
}

function shareOf(spent: number, cap: number): number {
  return cap === 0 ? 1 : spent / cap
}
