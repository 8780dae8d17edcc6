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

/** The days of the week that a text names, from 0 for Monday; "Monday to Friday" names five. */
export function weekdaysIn(text: string): Set<number> {
  const plain = fold(text)
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
