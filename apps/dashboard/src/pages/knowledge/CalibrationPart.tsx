import type { Calibration, Knowledge } from '@hilo/protocol'
import { RefreshCw } from 'lucide-react'
import { useCalibrate, useKnowledge } from '../../api/knowledge.ts'
import { useReadOnlyReason } from '../../api/read-only.ts'
import { explainError } from '../../i18n/explain.ts'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { fullTime, relativeTime } from '../../i18n/time.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { useNow } from '../../ui/now.ts'
import { ItemRow, Part, Rows } from '../../ui/Page.tsx'
import { SkeletonItems } from '../../ui/Skeleton.tsx'
import { Inline } from '../../ui/Stack.tsx'
import { ErrorState } from '../../ui/State.tsx'
import { sayRefused } from '../../ui/say-refused.ts'
import { Text } from '../../ui/Text.tsx'

/** From which evidence on each kind of article answers, when that was found out, and finding it out again. */
export function CalibrationPart() {
  const { knowledge: words } = useWords()
  const { data, error, isPending, refetch } = useKnowledge()
  const calibrate = useCalibrate()
  const readOnly = useReadOnlyReason()
  const isRunning = calibrate.isPending || data?.isCalibrating === true
  return (
    <Part
      title={words.calibration}
      aside={
        <Button
          icon={RefreshCw}
          disabledReason={readOnly ?? (isRunning && words.calibrating)}
          onClick={() => calibrate.mutate(undefined, { onError: sayRefused })}
        >
          {words.calibrateNow}
        </Button>
      }
    >
      <Text as="p" size="sm" tone="muted">
        {words.calibrationIntro}
      </Text>
      {isPending && <SkeletonItems count={2} label={words.calibration} />}
      {error && !data && (
        <ErrorState title={words.figuresError} reason={explainError(error)} onRetry={() => void refetch()} />
      )}
      {data && (
        <>
          <When figures={data} isRunning={isRunning} />
          <Rows label={words.calibration}>
            {data.calibrations.map((one) => (
              <CalibrationRow key={one.kind} calibration={one} />
            ))}
          </Rows>
        </>
      )}
    </Part>
  )
}

function When({ figures: { calibratedAt }, isRunning }: { figures: Knowledge; isRunning: boolean }) {
  const { knowledge: words, time } = useWords()
  const language = useLanguage()
  const now = useNow()
  return (
    <div role="status">
      <Text size="sm" title={calibratedAt ? fullTime(calibratedAt, language) : undefined}>
        {isRunning
          ? words.calibrating
          : calibratedAt
            ? words.calibratedAt(relativeTime(calibratedAt, now, time))
            : words.neverCalibrated}
      </Text>
    </div>
  )
}

function CalibrationRow({
  calibration: { kind, threshold, asked, isCareful, meaning },
}: {
  calibration: Calibration
}) {
  const { knowledge: words, meaning: near } = useWords()
  const reader = useLanguage()
  const percent = (part: number) => part.toLocaleString(reader, { style: 'percent' })
  return (
    <ItemRow>
      <Inline isWrapping>
        <Text isStrong>{words.kindsOf[kind]}</Text>
        <Text>{words.threshold(percent(threshold))}</Text>
        {isCareful && (
          <Badge tone="wait" title={words.carefulHint}>
            {words.careful}
          </Badge>
        )}
      </Inline>
      {meaning && <Text size="sm">{near.threshold(percent(meaning.threshold), percent(meaning.share))}</Text>}
      <Text size="sm" tone="muted">
        {asked === null ? words.notAsked : words.askedFor(asked)}
      </Text>
    </ItemRow>
  )
}
