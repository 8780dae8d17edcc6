import { fold } from '../text/fold.ts'

const DAYS = [
  'monday|mon|lunes|segunda-feira|segunda feira|segundas',
  'tuesday|tue|tues|martes|terca-feira|terca feira|tercas|terca',
  'wednesday|wed|miercoles|quarta-feira|quarta feira|quartas',
  'thursday|thu|thurs|jueves|quinta-feira|quinta feira|quintas',
  'friday|fri|viernes|sexta-feira|sexta feira|sextas|sexta',
  'saturday|sat|sabado',
  'sunday|domingo',
]
const DAY = new RegExp(String.raw`(?<![\p{L}])(${DAYS.join('|')})s?(?![\p{L}])`, 'gu')
const THROUGH = /^\s*(?:-|–|—|a|to|through|until|hasta|ate)\s*(?:los?\s+)?$/u
// "De segunda a sexta" leaves out what they are days of.
const SHORT =
  /(?<![\p{L}])(segunda|terca|quarta|quinta) (a|ate) (quarta|quinta|sexta|sabado|domingo)(?![\p{L}])/gu

// "Lun. a vie.", "mar y jue": so short only beside each other.
const ABBREVIATED =
  /(?<!\p{L})(lun|mar|mie|jue|vie|sab|dom|seg|ter|qua|qui|sex)\.?(?=\s?(?:a|-|–|y|e|,|\/|ate)\s?(?:lun|mar|mie|jue|vie|sab|dom|seg|ter|qua|qui|sex)(?!\p{L}))|(?<=(?:lun|mar|mie|jue|vie|sab|seg|ter|qua|qui|sex)\.?\s?(?:a|-|–|y|e|,|\/|ate)\s?)(lun|mar|mie|jue|vie|sab|dom|seg|ter|qua|qui|sex)(?!\p{L})\.?/gu
const WHOLE: Readonly<Record<string, string>> = {
  ...{ lun: 'lunes', mar: 'martes', mie: 'miercoles', jue: 'jueves', vie: 'viernes', sab: 'sabado' },
  ...{ dom: 'domingo', seg: 'segunda-feira', ter: 'terca-feira', qua: 'quarta-feira' },
  ...{ qui: 'quinta-feira', sex: 'sexta-feira' },
}

/** The days of the week that a text names, from 0 for Monday; "Monday to Friday" names five. */
export function weekdaysIn(text: string): Set<number> {
  const plain = fold(text)
    .replace(ABBREVIATED, (_, one?: string, other?: string) => WHOLE[one ?? other ?? ''] ?? '')
    .replace(SHORT, '$1-feira $2 $3-feira')
    .replace(/(sabado|domingo)-feira/g, '$1')
  const named = [...plain.matchAll(DAY)].map(({ 0: all, 1: name = '', index }) => ({
    day: DAYS.findIndex((names) => names.split('|').includes(name)),
    ...{ start: index, end: index + all.length },
  }))
  const days = new Set(named.map(({ day }) => day))
  named.slice(1).forEach((last, at) => {
    const first = named[at]
    if (!first || !THROUGH.test(plain.slice(first.end, last.start))) return
    for (let day = first.day; day !== last.day; day = (day + 1) % 7) days.add(day)
  })
  return days
}

const WORKING =
  /(?<!\p{L})(?:dias (?:uteis|habiles|laborables|de semana)|(?:business|working|week) ?days|entre semana)(?!\p{L})/u
const WEEKEND = /(?<!\p{L})(?:weekends?|fin(?:es)? de semana|fins? de semana)(?!\p{L})/u
const ALL =
  /(?<!\p{L})(?:every day|daily|todos los dias|todos os dias|24\/7|seven days|7 days a week)(?!\p{L})/u

/** The days that a text names, and those that it means without naming them. */
export function impliedDaysIn(text: string): Set<number> {
  const plain = fold(text)
  const meant = [
    ...(WORKING.test(plain) ? [0, 1, 2, 3, 4] : []),
    ...(WEEKEND.test(plain) ? [5, 6] : []),
    ...(ALL.test(plain) ? [0, 1, 2, 3, 4, 5, 6] : []),
  ]
  return new Set([...weekdaysIn(text), ...meant])
}

const CLOSED =
  /(?<!\p{L})(?:closed|shut|not open|cerrad[oa]s?|cerramos|no (?:se )?(?:abr|atend)\p{L}*|fechad[oa]s?|fechamos|nao (?:abr|atend|func)\p{L}*|(?:don't|do not) open)(?!\p{L})/u

/** The days of clauses that say "closed", and of those that do not. */
export function openDaysIn(text: string): { closed: Set<number>; open: Set<number> } {
  const days = { closed: new Set<number>(), open: new Set<number>() }
  for (const clause of fold(text).split(/[;\n]|[.,](?=\s|$)|\s(?:but|pero|mas)\s/u)) {
    const kind = CLOSED.test(clause) ? days.closed : days.open
    for (const day of impliedDaysIn(clause)) kind.add(day)
  }
  return days
}
