import type { Kind } from './kind.ts'

const COUNTS = [
  ...[String.raw`\d+`, 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'ten', 'next', 'same'],
  ...['un[ao]?', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'diez', 'pr[oó]xim[oa]s?', 'mism[oa]'],
  ...['dois', 'duas', 'tr[eê]s', 'quatro', 'sete', 'dez', 'mesm[oa]'],
]
const UNITS = [
  ...['minutes?', 'hours?', 'days?', 'weeks?', 'months?', 'years?'],
  ...['minutos?', 'horas?', 'd[ií]as?', 'semanas?', 'mes(?:es)?', 'm[eê]s', 'años?', 'anos?'],
]
const BETWEEN = String.raw`(?:[^\p{L}\n.]{1,3}\p{L}+){0,2}?[^\p{L}\n.]{1,3}`
const TIME = new RegExp(
  String.raw`(?<![\p{L}\d])(?:${COUNTS.join('|')})${BETWEEN}(?:${UNITS.join('|')})(?!\p{L})`,
  'iu',
)
const FOLLOWING = /(?<!\p{L})d[ií]a\s(?:siguiente|seguinte)(?!\p{L})/iu

/** How long something takes. */
export const DURATION: Kind = {
  name: 'duration',
  standsAlone: false,
  asks: {
    en: {
      how: /(?<!\p{L})how\s+(?:long|soon|fast|quickly)(?!\p{L})/iu,
      words: 'long soon fast quickly take takes',
    },
    es: {
      how: /(?<!\p{L})cu[aá]nto\s+(?:tiempo|dura|(?:se\s+)?(?:tard|demor)\p{L}*)(?!\p{L})/iu,
      words: 'tiempo dura duran tarda tardan tardaría demora demoran demorar tardar',
    },
    pt: {
      how: /(?<!\p{L})quanto\s+(?:tempo|dura|(?:demor|lev)\p{L}*)(?!\p{L})/iu,
      words: 'tempo dura duram demora demoram demorar leva levam',
    },
  },
  isTold: (text) => TIME.test(text) || FOLLOWING.test(text),
}
