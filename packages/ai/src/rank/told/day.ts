import { impliedDaysIn } from '../../answer/weekdays.ts'
import type { Kind } from './kind.ts'

/** Any question names a day so. */
const ANY = /./u

/** On which days of the week something is: "Monday to Friday" tells it of Sunday. */
export const DAY: Kind = {
  name: 'day',
  standsAlone: false,
  asks: {
    en: {
      how: ANY,
      words: `monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday
        saturdays sunday sundays weekend weekends weekday weekdays today tomorrow tonight`,
    },
    es: {
      how: ANY,
      words: 'lunes martes miércoles jueves viernes sábado sábados domingo domingos finde hoy mañana',
    },
    pt: {
      how: ANY,
      words: 'segunda segundas terça terças quarta quartas quinta sexta feira sábado domingo hoje amanhã',
    },
  },
  isTold: (text) => impliedDaysIn(text).size > 0,
}
