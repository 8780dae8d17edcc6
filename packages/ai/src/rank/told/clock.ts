import { timesIn, withClockTimes } from '../../answer/times.ts'
import { impliedDaysIn } from '../../answer/weekdays.ts'
import type { Kind } from './kind.ts'

/** "From 9 to 6" names no hour, and beside days is one. */
const RANGE =
  /(?<![\d.,:])(?:[01]?\d|2[0-4])(?:\s?(?:-|–|—)\s?|\s(?:a|to|hasta|até)\s(?:las\s|as\s)?)(?:[01]?\d|2[0-4])(?![\d%]|[.,]\d|\s(?:d[ií]as|days|\p{L}+s\s(?:[uú]teis|h[aá]biles)))/iu

/** At what time something is. */
export const CLOCK: Kind = {
  name: 'clock',
  standsAlone: false,
  asks: {
    en: {
      how: /(?<!\p{L})(?:what\s+time|until\s+when|when\s+(?:do|does|are|is|can)|hours)(?!\p{L})/iu,
      words: 'time hour hours',
    },
    es: {
      how: /(?<!\p{L})(?:(?:qu[eé]|cu[aá]l\p{L}*)\s+(?:\p{L}+\s+){0,2}?(?:horas?|horarios?))(?!\p{L})|^\P{L}*horarios?(?!\p{L})/iu,
      words: 'hora horas horario horarios',
    },
    pt: {
      how: /(?<!\p{L})(?:(?:qu[eé]|qua\p{L}*)\s+(?:\p{L}+\s+){0,2}?(?:horas?|hor[aá]rios?))(?!\p{L})|^\P{L}*hor[aá]rios?(?!\p{L})/iu,
      words: 'hora horas horário horários',
    },
  },
  isTold: (text) =>
    timesIn(withClockTimes(text)).times.length > 0 || (RANGE.test(text) && impliedDaysIn(text).size > 0),
}
