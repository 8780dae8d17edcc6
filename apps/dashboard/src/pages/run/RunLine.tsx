import type { ListedRun } from '@hilo/protocol'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime, shortDuration } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Line, SelectableLine } from '../../ui/Line.tsx'
import { ROW_LINK } from '../../ui/LinkBox.tsx'
import { NARROW, useMedia } from '../../ui/media.ts'
import { useNow } from '../../ui/now.ts'
import { Text } from '../../ui/Text.tsx'
import { ChannelIcon } from '../conversation/ChannelIcon.tsx'
import { STATUS_TONE } from './status.ts'
import { waitWords } from './wait-words.ts'

type Props = {
  run: ListedRun
  isCursor: boolean
  isSelected: boolean
  /** Null where nothing can be selected. */
  onSelect: (() => void) | null
}

/** One run in the list: how it stands, with whom, and what it waits for or why it failed. */
export const RunLine = memo(function RunLine({ run, isCursor, isSelected, onSelect }: Props) {
  const words = useWords()
  const name = run.contact.name ?? words.list.unnamed
  const line = (
    <Link to="/runs/$runId" params={{ runId: run.id }} className={ROW_LINK}>
      <Line
        isCursor={isCursor}
        isSelectable={onSelect !== null}
        lead={<Badge tone={STATUS_TONE[run.status]}>{words.run.status[run.status]}</Badge>}
        title={
          <>
            <Text isStrong isTruncated>
              {name}
            </Text>
            <ChannelIcon channel={run.inbox.channel} />
          </>
        }
        detail={<Detail run={run} />}
        end={<End run={run} />}
      />
    </Link>
  )
  if (!onSelect) return line
  const box = <Checkbox label={words.runs.select(name)} isChecked={isSelected} onChange={onSelect} />
  return <SelectableLine box={box}>{line}</SelectableLine>
})

function Detail({ run }: { run: ListedRun }) {
  const words = useWords()
  const now = useNow()
  if (run.failure) {
    return (
      <Text size="sm" tone="fail" isTruncated title={run.failure.message}>
        {run.failure.message}
      </Text>
    )
  }
  const wait = run.waitingFor
  const due = wait?.dueAt ? `, ${words.run.due(relativeTime(wait.dueAt, now, words.time))}` : ''
  const what = run.status === 'running' ? words.runs.working : wait ? waitWords(wait, words) : run.outcome
  return (
    <Text size="sm" tone="muted" isTruncated>
      {what ? `${what}${wait && run.status === 'waiting' ? due : ''}` : ''}
    </Text>
  )
}

function End({ run }: { run: ListedRun }) {
  const words = useWords()
  const language = useLanguage()
  const now = useNow()
  const isNarrow = useMedia(NARROW)
  return (
    <>
      {!isNarrow && (
        <Text size="xs" tone="faint">
          {`${run.backend.name} ${run.backend.version}`}
        </Text>
      )}
      <Text size="xs" tone="faint" title={fullTime(run.startedAt, language)}>
        {shortDuration(now - Date.parse(run.startedAt), words.time)}
      </Text>
    </>
  )
}
