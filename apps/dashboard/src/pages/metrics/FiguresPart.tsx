import type { BackendMetrics, RunStatus } from '@hilo/protocol'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { exactDuration } from '../../i18n/time.ts'
import { Figure, Figures } from '../../ui/Figures.tsx'
import { RunsLink } from './RunsLink.tsx'

/** How many runs began, and what became of them. */
export function FiguresPart({ metrics }: { metrics: BackendMetrics }) {
  const { metrics: words, time } = useWords()
  const language = useLanguage()
  const { runs, handedOff, abandoned, doneMs } = metrics
  const number = (count: number) => count.toLocaleString(language)
  const share = (count: number, whole: number) =>
    count > 0 && words.percent(Math.round((100 * count) / whole))
  const linked = (count: number, status?: RunStatus) =>
    count === 0 ? (
      '0'
    ) : (
      <RunsLink metrics={metrics} filter={status ? { status } : {}} isFigure>
        {number(count)}
      </RunsLink>
    )
  return (
    <Figures label={words.figures}>
      <Figure name={words.started} value={linked(runs.started)} />
      <Figure name={words.done} value={linked(runs.done, 'done')} note={share(runs.done, runs.started)} />
      <Figure name={words.handedOff} value={number(handedOff)} note={share(handedOff, runs.started)} />
      <Figure
        name={words.failed}
        value={linked(runs.failed, 'failed')}
        note={share(runs.failed, runs.started)}
      />
      <Figure
        name={words.cancelled}
        value={linked(runs.cancelled, 'cancelled')}
        note={share(runs.cancelled, runs.started)}
      />
      <Figure name={words.open} value={number(runs.open)} note={share(runs.open, runs.started)} />
      <Figure name={words.abandoned} value={number(abandoned)} note={share(abandoned, runs.started)} />
      <Figure
        name={words.doneTime}
        value={doneMs === null ? '–' : exactDuration(doneMs, time)}
        note={doneMs !== null && words.median}
      />
    </Figures>
  )
}
