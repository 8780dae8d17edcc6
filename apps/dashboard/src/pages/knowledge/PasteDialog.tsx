import type { ArticleAudience } from '@hilo/protocol'
import { useMemo, useState } from 'react'
import { useCreateQuestions } from '../../api/knowledge.ts'
import { useWords } from '../../i18n/language.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckControl, LinesControl } from '../../ui/Control.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ItemRow, Rows } from '../../ui/Page.tsx'
import { Refusal } from '../../ui/Refusal.tsx'
import { Inline, Stack } from '../../ui/Stack.tsx'
import { Text } from '../../ui/Text.tsx'
import { toast } from '../../ui/toast.ts'
import { AskedNote } from './AskedNote.tsx'
import { type ReadRows, readRows } from './read-csv.ts'
import { useAskingSets } from './use-gates.ts'
import { type Readers, WrittenFor } from './WrittenFor.tsx'

type Props = { languages: readonly string[]; language: string; onClose: () => void }

const AT_ONCE_MAX = 200

/** Takes rows that were copied from a spreadsheet or a CSV file, and shows first what they say. */
export function PasteDialog({ languages, language: usual, onClose }: Props) {
  const { knowledge: words, shortcuts } = useWords()
  const [text, setText] = useState('')
  const [readers, setReaders] = useState<Readers>({ language: usual, audience: 'public' })
  const [isPublished, setPublished] = useState(true)
  const asking = useAskingSets(readers.audience)
  const rows = useMemo(() => readRows(text), [text])
  return (
    <Dialog isOpen onClose={onClose} title={words.paste} closeLabel={shortcuts.close}>
      <Stack gap={4}>
        <LinesControl
          label={words.rows}
          hint={words.rowsHint}
          placeholder={words.rowsPlaceholder}
          value={text}
          isMono
          onChange={setText}
        />
        <WrittenFor languages={[usual, ...languages]} readers={readers} onChange={setReaders} />
        {asking === null ? (
          <CheckControl label={words.publishAtOnce} isChecked={isPublished} onChange={setPublished} />
        ) : (
          <AskedNote asking={asking} isMany />
        )}
        {text.trim() !== '' && <PastedRows rows={rows} />}
        <AddButton
          rows={rows}
          given={{ ...readers, isPublished: isPublished && asking === null }}
          onClose={onClose}
        />
      </Stack>
    </Dialog>
  )
}

const SHOWN = 5

function PastedRows({ rows: { questions, problems } }: { rows: ReadRows }) {
  const { knowledge: words } = useWords()
  return (
    <Stack gap={2}>
      <Text size="sm" isStrong>
        {words.rowsRead(questions.length)}
      </Text>
      {questions.length > 0 && (
        <Rows label={words.preview}>
          {questions.slice(0, SHOWN).map(({ question, answer, alternates }) => (
            <ItemRow key={question}>
              <Text size="sm" isStrong isBroken>
                {question}
              </Text>
              <Text size="sm" tone="muted" isBroken>
                {answer.slice(0, 120)}
              </Text>
              {alternates.length > 0 && (
                <Text as="p" size="xs" tone="muted" isBroken>
                  {words.alsoAsked(alternates)}
                </Text>
              )}
            </ItemRow>
          ))}
        </Rows>
      )}
      {questions.length > SHOWN && (
        <Text size="sm" tone="muted">
          {words.rowsMore(questions.length - SHOWN)}
        </Text>
      )}
      {problems.slice(0, SHOWN).map(({ row, problem }) => (
        <Text key={row} size="sm" tone="wait">
          {words.rowProblem(row, words.rowProblems[problem])}
        </Text>
      ))}
      {problems.length > SHOWN && (
        <Text size="sm" tone="wait">
          {words.rowProblemsMore(problems.length - SHOWN)}
        </Text>
      )}
    </Stack>
  )
}

type Given = { language: string; audience: ArticleAudience; isPublished: boolean }
type AddProps = { rows: ReadRows; given: Given; onClose: () => void }

/** Hundreds go in several parts; what was written before a part failed is not written twice. */
function AddButton({ rows: { questions }, given, onClose }: AddProps) {
  const { knowledge: words, backends, apiKeys } = useWords()
  const create = useCreateQuestions()
  // Other rows are other questions, also when some of those before were written.
  const clientId = useMemo(() => questions && crypto.randomUUID().slice(0, 18), [questions])
  const add = async () => {
    for (let from = 0; from < questions.length; from += AT_ONCE_MAX) {
      const part = questions.slice(from, from + AT_ONCE_MAX)
      await create.mutateAsync({ ...given, clientId: `${clientId}-${from}`, questions: part })
    }
    toast({ tone: 'plain', title: words.rowsAdded(questions.length) })
    onClose()
  }
  return (
    <Stack gap={2}>
      <Refusal error={create.error} />
      <Inline>
        <Button
          variant="primary"
          disabledReason={create.isPending ? backends.saving : questions.length === 0 && words.rowsMissing}
          onClick={() => void add().catch(() => undefined)}
        >
          {words.addRows(questions.length)}
        </Button>
        <Button onClick={onClose}>{apiKeys.cancel}</Button>
      </Inline>
    </Stack>
  )
}
