import { AppError, type TestCase, type TestSet } from '@hilo/protocol'
import { Upload } from 'lucide-react'
import { useRef } from 'react'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { saveCases, useDeleteCase, useImportCases, usePutCase } from '../../api/test-sets.ts'
import { explainError } from '../../i18n/explain.ts'
import { explainIssue } from '../../i18n/issue.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'
import { dismissToast, toast } from '../../ui/toast.ts'

type Props = { set: TestSet; cases: readonly TestCase[]; onOpen: (one: TestCase | 'new') => void }

/** The cases of a set, and the ways in and out of it. */
export function CasesPart({ set, cases, onOpen }: Props) {
  const { tests: words } = useWords()
  const readOnly = useReadOnlyReason()
  const take = useImportCases(set.id)
  const save = async (format: 'json' | 'csv') => {
    const leftOut = await saveCases(set.id, format)
    if (leftOut > 0) toast({ tone: 'plain', title: words.goal.leftOut(leftOut) })
  }
  return (
    <Part
      title={words.casesTitle}
      aside={
        <Button disabledReason={readOnly} onClick={() => onOpen('new')}>
          {words.addCase}
        </Button>
      }
    >
      {cases.length > 0 && (
        <Rows label={words.casesTitle}>
          {cases.map((one) => (
            <CaseRow key={one.id} set={set} one={one} onOpen={() => onOpen(one)} />
          ))}
        </Rows>
      )}
      <Inline isWrapping>
        <ImportButton take={take} />
        <Button variant="ghost" onClick={() => void save('json').catch(sayRefused)}>
          {words.saveJson}
        </Button>
        <Button variant="ghost" onClick={() => void save('csv').catch(sayRefused)}>
          {words.saveCsv}
        </Button>
      </Inline>
      {take.error && <WrongFile error={take.error} />}
    </Part>
  )
}

function CaseRow({ set, one, onOpen }: { set: TestSet; one: TestCase; onOpen: () => void }) {
  const { tests: words } = useWords()
  const remove = useDeleteCase(set.id)
  const put = usePutCase(set.id)
  const readOnly = useReadOnlyReason()
  const sayRemoved = () => {
    const { id: caseId, changedAt: _, ...kept } = one
    const undo = () => put.mutate({ caseId, words: kept }, { onError: sayRefused })
    toast({ tone: 'plain', title: words.caseRemoved(one.name), undo })
  }
  // A case without a name is called by what is said.
  const summary = one.goal
    ? words.goal.summary(one.goal.wants)
    : one.turns.map(({ says }) => (says[0] ?? []).join(' / ')).join(' → ')
  return (
    <ItemRow
      end={
        <>
          <Button aria-label={`${words.change}: ${one.name}`} onClick={onOpen}>
            {words.change}
          </Button>
          <Button
            aria-label={`${words.removeCase}: ${one.name}`}
            disabledReason={readOnly}
            onClick={() => remove.mutate(one.id, { onSuccess: sayRemoved, onError: sayRefused })}
          >
            {words.removeCase}
          </Button>
        </>
      }
    >
      <Text isStrong isBroken>
        {one.name}
      </Text>
      {summary !== one.name && (
        <Text size="sm" tone="muted" isBroken>
          {summary}
        </Text>
      )}
    </ItemRow>
  )
}

function ImportButton({ take }: { take: ReturnType<typeof useImportCases> }) {
  const { tests: words } = useWords()
  const readOnly = useReadOnlyReason()
  const told = useRef<number | null>(null)
  const read = async ([file]: readonly File[]) => {
    if (!file) return
    // What was said of the file before would be taken for what is said of this one.
    if (told.current !== null) dismissToast(told.current)
    take.reset()
    const format = file.name.toLowerCase().endsWith('.csv') ? 'csv' : 'json'
    take.mutate(
      { format, text: await file.text() },
      {
        onSuccess: ({ cases }) => {
          told.current = toast({ tone: 'plain', title: words.taken(cases.length) })
        },
      },
    )
  }
  return (
    <FileButton
      icon={Upload}
      accept=".csv,.json"
      disabledReason={readOnly ?? (take.isPending && words.taking)}
      onFiles={(files) => void read(files)}
    >
      {words.takeFile}
    </FileButton>
  )
}

/** What is wrong with a file, place by place, so that all of it is mended before it is taken again. */
function WrongFile({ error }: { error: Error }) {
  const { tests: words } = useWords()
  const issues = error instanceof AppError ? error.issues : []
  const [one, ...others] = issues.map(explainIssue)
  const isOne = others.length === 0
  return (
    <div role="alert">
      <Stack>
        <Text as="p" size="sm" tone="fail" isBroken>
          {isOne ? (one ?? explainError(error)) : words.wrongFile}
        </Text>
        {!isOne && (
          <Rows label={words.wrongFile}>
            {issues.map(explainIssue).map((line) => (
              <ItemRow key={line}>
                <Text size="sm" isBroken>
                  {line}
                </Text>
              </ItemRow>
            ))}
          </Rows>
        )}
      </Stack>
    </div>
  )
}
