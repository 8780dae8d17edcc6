/** The result of a replay as one page of HTML that needs nothing else, to be kept or sent. */
import type { Comparison, Line } from '@hilo/runtime/replay-gate'
import { diff, type Row } from './diff.ts'
import type { Gate, Group } from './gate.ts'
import { MARKS, runsOf } from './print.ts'
import { REPORT_CSS } from './report-css.ts'

/** Of one place this many runs are shown; the others part in the same way. */
const RUNS_SHOWN = 20

const TITLES = {
  error: 'Fails now',
  different: 'Different',
  added_step: 'A new step',
  mended: 'Mended',
  reworded: 'Reworded',
  same: 'Same',
}

export function reportOf(gate: Gate, backend: string): string {
  const counts = Object.entries(TITLES).map(([verdict, title]) => {
    const count = gate.counts[verdict as keyof typeof TITLES]
    return `<li class="${verdict}"><b>${count}</b> ${title.toLowerCase()}</li>`
  })
  const steps = Object.entries(gate.addedSteps).map(([name, count]) => {
    const where = `The new step <b>${escaped(name)}</b> comes in ${runsOf(count)}.`
    return `<p>${where} It was not done, so what follows it is not known.</p>`
  })
  const groups = gate.groups.length > 0 ? gate.groups.map(groupOf) : ['<p>Nothing is different.</p>']
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Replay of ${escaped(backend)}</title>
<style>${REPORT_CSS}</style>
<main>
<h1>Replay of ${escaped(backend)}</h1>
<p>${runsOf(gate.total, 'recorded ')} on the new code.</p>
<ul class="counts">${counts.join('')}</ul>
${steps.join('\n')}
${groups.join('\n')}
</main>
</html>
`
}

function groupOf({ verdict, recorded, now, comparisons }: Group): string {
  const shown = comparisons.slice(0, RUNS_SHOWN)
  const left = comparisons.length - shown.length
  const runs = runsOf(comparisons.length)
  return `<section class="${verdict}">
<h2>${TITLES[verdict]} <small>${runs}</small></h2>
<dl><dt>recorded</dt><dd>${lineOf(recorded)}</dd><dt>now</dt><dd>${lineOf(now)}</dd></dl>
${shown.map(runOf).join('\n')}
${left > 0 ? `<p>${left} more part in the same way.</p>` : ''}
</section>`
}

function runOf({ runId, recorded, now, first }: Comparison, index: number): string {
  const rows = diff(recorded, now).map(rowOf).join('')
  return `<details${index === 0 ? ' open' : ''}>
<summary>Run <code>${escaped(runId)}</code>, line ${(first?.index ?? 0) + 1}</summary>
<table>
<thead><tr><th scope="col">Recorded</th><th scope="col">Now</th></tr></thead>
<tbody>${rows}</tbody></table>
</details>`
}

function rowOf({ recorded, now, isSame }: Row): string {
  if (isSame) return `<tr>${cellOf(recorded, '')}${cellOf(now, '')}</tr>`
  return `<tr>${cellOf(recorded, 'removed')}${cellOf(now, 'added')}</tr>`
}

function cellOf(line: Line | null, what: string): string {
  return `<td class="${line ? `${line.who} ${what}` : 'none'}">${line ? lineOf(line) : ''}</td>`
}

function lineOf(line: Line | null): string {
  if (!line) return '<i>nothing more</i>'
  return `<span class="mark" aria-hidden="true">${escaped(MARKS[line.who])}</span>${escaped(line.text)}`
}

/** What contacts wrote is in here. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
