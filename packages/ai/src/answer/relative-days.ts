import { fold } from '../text/fold.ts'

/** Days that are counted from today: only who knows when a text was written knows which they are. */
const DAYS: readonly [name: string, pattern: RegExp][] = [
  ['today', /\b(?:today|tonight|hoy|esta noche|hoje)\b/],
  ['tomorrow', /\b(?:tomorrow|amanha)\b|(?<!\b(?:la|las|de|por la|esta|cada|media|por|a la) )\bmanana\b/],
  ['yesterday', /\b(?:yesterday|ayer|ontem)\b/],
  ['next week', /\bnext week\b|\b(?:la )?(?:proxima semana|semana que viene|semana que vem)\b/],
  ['next month', /\bnext month\b|\b(?:proximo mes|mes que viene|mes que vem)\b/],
  ['this week', /\bthis week\b|\b(?:esta semana)\b/],
]

/** Which of them a text names. */
export function relativeDaysIn(text: string): Set<string> {
  const plain = fold(text)
  return new Set(DAYS.filter(([, pattern]) => pattern.test(plain)).map(([name]) => name))
}
